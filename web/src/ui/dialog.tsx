import { lazy, type ReactNode, Suspense } from 'react';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
}

const DialogContent = lazy(() => import('./dialog-content.tsx'));

/** A dialog whose script is fetched when it first opens. */
export const Dialog = (props: DialogProps) =>
  props.open && (
    <Suspense>
      <DialogContent {...props} />
    </Suspense>
  );
