import { lazy, type ReactNode, Suspense } from 'react';

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** What the button does, as a verb with its object: “Disconnect Facebook”. */
  action: string;
  busy?: boolean;
  onConfirm: () => void;
}

const ConfirmContent = lazy(() => import('./confirm-content.tsx'));

/** Asks before what can't be undone; everything else gets an undo instead. */
export const ConfirmDialog = (props: ConfirmProps) =>
  props.open && (
    <Suspense>
      <ConfirmContent {...props} />
    </Suspense>
  );
