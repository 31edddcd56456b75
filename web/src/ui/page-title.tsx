import type { ReactNode } from 'react';

interface Props {
  /** Also the title of the window. */
  children: string;
  actions?: ReactNode;
  lead?: ReactNode;
}

export function PageTitle({ children, actions, lead }: Props) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pt-8 pb-6 sm:pt-12 sm:pb-8">
      <title>{`${children} · Perennial`}</title>
      <div className="min-w-0">
        <h1 className="text-xl sm:text-2xl">{children}</h1>
        {lead && <div className="mt-2 max-w-prose text-soft">{lead}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-3">{actions}</div>}
    </div>
  );
}
