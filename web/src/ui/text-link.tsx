import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { cx } from './cx.ts';

/** A link inside words: accent and underline, so that it is not told by colour alone. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cx(
        'rounded-small font-medium text-accent underline decoration-1 underline-offset-4 hover:decoration-2',
        className,
      )}
      {...props}
    />
  );
}
