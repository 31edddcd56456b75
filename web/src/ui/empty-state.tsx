import type { ReactNode } from 'react';

interface Props {
  art?: ReactNode;
  title: string;
  /** `h1` where the empty state is the whole page. */
  heading?: 'h1' | 'h2';
  children?: ReactNode;
  action?: ReactNode;
}

/** Says why there is nothing here and offers the one thing that changes it. */
export function EmptyState({ art, title, heading: Heading = 'h2', children, action }: Props) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center gap-4 px-2 py-8 text-center sm:py-16">
      {art}
      <Heading className="text-xl">{title}</Heading>
      {children && <div className="text-soft">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
