import type { ReactNode } from 'react';

interface Props {
  art?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Says why there is nothing here and offers the one thing that changes it. */
export function EmptyState({ art, title, children, action }: Props) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center gap-4 px-2 py-12 text-center sm:py-16">
      {art}
      <h2 className="text-xl">{title}</h2>
      {children && <div className="text-soft">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
