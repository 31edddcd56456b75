import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { type Tone, toneFill, toneIcon } from './tone.ts';

interface Props {
  tone: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}

export function Badge({ tone, icon, children }: Props) {
  const Icon = icon ?? toneIcon[tone];
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-full py-0.5 pr-2.5 pl-2 text-xs font-medium',
        toneFill[tone],
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}
