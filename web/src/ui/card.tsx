import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

/** A raised piece of paper, for things that stand on their own, such as a running job. */
export function Card({ className, ...props }: ComponentProps<'section'>) {
  return (
    <section
      className={cx('rounded-corner border border-line bg-card p-4 shadow-lift sm:p-6', className)}
      {...props}
    />
  );
}
