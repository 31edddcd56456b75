import { AlertDialog } from 'radix-ui';
import { Button } from './button.tsx';
import type { ConfirmProps } from './confirm-dialog.tsx';
import { useGiveBackFocus } from './use-give-back-focus.ts';

export default function ConfirmContent({
  open,
  onOpenChange,
  title,
  children,
  action,
  busy,
  onConfirm,
}: ConfirmProps) {
  const giveBackFocus = useGiveBackFocus();
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-veil" />
        <AlertDialog.Content
          onCloseAutoFocus={giveBackFocus}
          className="fixed inset-x-0 bottom-0 z-50 grid animate-appear gap-4 rounded-t-corner bg-card p-6 shadow-lift sm:inset-x-auto sm:top-[25vh] sm:bottom-auto sm:left-1/2 sm:w-[28rem] sm:-translate-x-1/2 sm:rounded-corner"
        >
          <AlertDialog.Title className="text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="text-sm text-soft">{children}</div>
          </AlertDialog.Description>
          <div className="mt-2 flex flex-wrap justify-end gap-3">
            <AlertDialog.Cancel asChild>
              <Button variant="quiet">Keep it</Button>
            </AlertDialog.Cancel>
            <Button variant="danger" busy={busy ?? false} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
