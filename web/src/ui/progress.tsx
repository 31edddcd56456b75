import { cx } from './cx.ts';

interface Props {
  /** 0 to 100. */
  percent: number;
  label: string;
  slim?: boolean;
}

/** A bar that grows by scaling, which costs no layout. */
export function Progress({ percent, label, slim }: Props) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.floor(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
      className={cx('overflow-hidden rounded-full bg-line', slim ? 'h-1' : 'h-2')}
    >
      <div
        className="h-full w-full origin-left rounded-full bg-accent transition-transform duration-200 rtl:origin-right"
        style={{ transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}
