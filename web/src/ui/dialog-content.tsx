import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { DialogProps } from './dialog.tsx';
import { IconButton } from './icon-button.tsx';
import { useGiveBackFocus } from './use-give-back-focus.ts';

/** A dialog in the middle of a wide screen, at the bottom of a narrow one, where the thumb is. */
export default function DialogContent({ open, onOpenChange, title, description, children }: DialogProps) {
  const giveBackFocus = useGiveBackFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          onCloseAutoFocus={giveBackFocus}
          className="fixed inset-x-0 bottom-0 z-50 grid max-h-[90dvh] animate-appear gap-4 overflow-y-auto rounded-t-corner bg-card p-6 shadow-lift sm:inset-x-auto sm:top-[20vh] sm:bottom-auto sm:left-1/2 sm:w-[28rem] sm:-translate-x-1/2 sm:rounded-corner"
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className="flex items-start justify-between gap-4">
            <Radix.Title className="text-lg">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close" className="-mt-1.5 -mr-2">
                <X aria-hidden />
              </IconButton>
            </Radix.Close>
          </div>
          {description && (
            <Radix.Description asChild>
              <div className="text-sm text-soft">{description}</div>
            </Radix.Description>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
