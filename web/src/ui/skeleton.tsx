import { cx } from './cx.ts';

/** The shape of what is coming, so that nothing jumps when it has come. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('rounded-small bg-sunken', className)} />;
}
