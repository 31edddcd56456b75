import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { cx } from './cx.ts';

const look = cx(
  'w-full rounded-corner border border-edge bg-card px-3 text-base text-ink placeholder:text-soft',
  'transition-colors duration-150 hover:border-ink/60 focus-visible:outline-offset-0',
  'aria-invalid:border-bad disabled:opacity-60',
);

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cx(look, 'h-11', className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cx(look, 'py-2', className)} {...props} />;
}

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={cx(look, 'h-11', className)} {...props} />;
}

/** A password field whose text can be shown, as people mistype what they can't see (NIST SP 800-63B, 3.1.1.2). */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...props} type={shown ? 'text' : 'password'} className="pr-12" spellCheck={false} />
      <button
        type="button"
        aria-pressed={shown}
        aria-label="Show password"
        title={shown ? 'Hide password' : 'Show password'}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0.5 right-0.5 flex w-11 items-center justify-center rounded-corner text-soft hover:text-ink"
      >
        <Icon aria-hidden className="size-5" />
      </button>
    </div>
  );
}
