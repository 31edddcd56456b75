import type { ReactNode } from 'react';

interface Props {
  title: string;
  children?: ReactNode;
}

export function AuthHeading({ title, children }: Props) {
  return (
    <div className="mb-8">
      <title>{`${title} · Perennial`}</title>
      <h1 className="text-xl sm:text-2xl">{title}</h1>
      {children && <div className="mt-2 text-soft">{children}</div>}
    </div>
  );
}
