import { X } from 'lucide-react';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { IconButton } from './icon-button.tsx';
import { createToastStore, type Toast, type ToastInput, type ToastStore } from './toast-store.ts';
import { toneIcon, toneText } from './tone.ts';

const ToastContext = createContext<ToastStore | null>(null);

/** Shows a short message at the bottom; with an action, such as “Undo”, it stays longer. */
export function useToast(): (toast: ToastInput) => void {
  const store = use(ToastContext);
  if (!store) throw new Error('useToast needs a Toaster above it');
  return store.show;
}

export function Toaster({ children }: { children: ReactNode }) {
  const [store] = useState(createToastStore);
  const toasts = useSyncExternalStore(store.subscribe, store.read);
  return (
    <ToastContext value={store}>
      {children}
      {createPortal(
        // Outside the page's root: a lightbox makes the page inert, but its messages must still be heard.
        <div
          role="status"
          aria-label="Messages"
          className="pointer-events-none fixed inset-x-0 top-16 z-[200000] flex flex-col items-center gap-2 px-4"
        >
          {toasts.map((toast) => (
            <ToastLine key={toast.id} toast={toast} dismiss={store.dismiss} />
          ))}
        </div>,
        document.body,
      )}
    </ToastContext>
  );
}

function ToastLine({ toast, dismiss }: { toast: Toast; dismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  const seconds = toast.action || toast.tone === 'bad' ? 10 : 5;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(toast.id), seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, dismiss, toast.id, seconds]);
  const Icon = toneIcon[toast.tone];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a message only keeps it from leaving.
    <div
      role={toast.tone === 'bad' ? 'alert' : 'group'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-md animate-appear items-center gap-3 rounded-corner border border-line bg-card py-1 pr-1 pl-4 text-sm text-ink shadow-lift"
    >
      <Icon aria-hidden className={cx('size-5 shrink-0', toneText[toast.tone])} />
      <p className="min-w-0 flex-1 py-2">{toast.text}</p>
      {toast.action && (
        <Button
          size="small"
          variant="quiet"
          className="font-semibold text-accent"
          onClick={() => {
            toast.action?.run();
            dismiss(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label="Dismiss" onClick={() => dismiss(toast.id)}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
