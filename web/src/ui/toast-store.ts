export interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad' | 'plain';
  action: { label: string; run: () => void } | null;
}

export type ToastInput = Pick<Toast, 'text'> & Partial<Pick<Toast, 'tone' | 'action'>>;

export interface ToastStore {
  show(toast: ToastInput): void;
  dismiss(id: number): void;
  subscribe(listener: () => void): () => void;
  read(): readonly Toast[];
}

/** Short messages in the order they came; at most three are shown, the oldest gives way. */
export function createToastStore(): ToastStore {
  let toasts: readonly Toast[] = [];
  let nextId = 1;
  const listeners = new Set<() => void>();
  const set = (next: readonly Toast[]) => {
    toasts = next;
    for (const listener of listeners) listener();
  };
  return {
    show: ({ text, tone = 'plain', action = null }) =>
      set([...toasts, { id: nextId++, text, tone, action }].slice(-3)),
    dismiss: (id) => set(toasts.filter((toast) => toast.id !== id)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => toasts,
  };
}
