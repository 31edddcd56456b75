import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger';
type Size = 'slim' | 'small' | 'normal' | 'large';

const variants: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-edge/60 bg-card text-ink hover:border-edge hover:bg-sunken',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'border border-bad/50 text-bad hover:bg-bad-soft',
};
const sizes: Record<Size, string> = {
  slim: 'h-8 gap-1.5 rounded-small px-2 text-sm',
  small: 'h-8 gap-1.5 rounded-small px-3 text-sm',
  normal: 'h-10 gap-2 rounded-corner px-4 text-sm',
  large: 'h-12 gap-2 rounded-corner px-6 text-base',
};

interface Props extends ComponentProps<'button'> {
  variant?: Variant;
  size?: Size;
  /** The work that the button started is under way; it stays focusable, but does nothing. */
  busy?: boolean;
  /** Gives the looks to the child instead, such as a link. */
  asChild?: boolean;
}

export function Button({
  variant = 'secondary',
  size = 'normal',
  busy,
  asChild,
  className,
  ...props
}: Props) {
  const look = cx(
    'inline-flex shrink-0 items-center justify-center whitespace-nowrap font-medium transition-colors duration-150',
    'disabled:opacity-50 aria-busy:opacity-60 [&>svg]:size-4 [&>svg]:shrink-0',
    variants[variant],
    sizes[size],
    className,
  );
  if (asChild) return <Slot.Root className={look} {...props} />;
  const guard = busy ? { 'aria-busy': true, 'aria-disabled': true, onClick: swallow } : {};
  return <button type="button" className={look} {...props} {...guard} />;
}

function swallow(event: { preventDefault(): void }) {
  event.preventDefault();
}
