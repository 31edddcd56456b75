import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { type Tone, toneFill, toneIcon } from './tone.ts';

interface Props {
  tone: Tone;
  title?: string;
  icon?: LucideIcon;
  children?: ReactNode;
  /** What to do about it: one or two buttons. */
  action?: ReactNode;
  role?: 'alert' | 'status';
}

/** Something that a person should know here: what happened, what is safe, what to do. */
export function Notice({ tone, title, icon, children, action, role }: Props) {
  const Icon = icon ?? toneIcon[tone];
  return (
    <div
      role={role}
      className={cx('flex flex-wrap items-center gap-x-6 gap-y-3 rounded-corner p-4', toneFill[tone])}
    >
      <div className="flex min-w-0 flex-1 basis-72 gap-3">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
        <div className="min-w-0 text-sm">
          {title && <p className={cx('font-semibold', tone === 'plain' && 'text-ink')}>{title}</p>}
          {children && <div className="text-ink">{children}</div>}
        </div>
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
