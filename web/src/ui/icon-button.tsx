import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

interface Props extends ComponentProps<'button'> {
  /** What it does, in words; read aloud and shown on hover. */
  label: string;
}

/** A button of one icon, 40 px square so that a finger hits it. */
export function IconButton({ label, className, ...props }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        'inline-flex size-10 shrink-0 items-center justify-center rounded-corner text-soft transition-colors duration-150',
        'hover:bg-sunken hover:text-ink disabled:opacity-50 [&>svg]:size-5',
        className,
      )}
      {...props}
    />
  );
}
