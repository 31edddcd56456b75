import { type LucideIcon, Pause, Play, RotateCcw, X } from 'lucide-react';
import type { Import } from '../../../../schemas/contracts/imports.ts';
import { Button } from '../../ui/button.tsx';
import { focusPage } from '../../ui/focus-page.ts';
import type { Upload } from '../uploads/create-upload.ts';
import type { UploadView } from '../uploads/upload-view.ts';
import { useUploads } from '../uploads/uploads-context.tsx';
import type { useImportActions } from './use-import-actions.ts';

interface Props {
  imported: Import;
  view: UploadView;
  actions: ReturnType<typeof useImportActions>;
  onCancel: () => void;
}

/** What can be done with an upload now. The first button is always the same one, so that it keeps the focus. */
export function UploadButtons({ imported, view, actions, onCancel }: Props) {
  const upload = useUploads().find(imported.id);
  const main = mainButton(view, upload, {
    resume: () => actions.resume.mutate(imported.id),
    close: () => {
      actions.forget(imported.id);
      // The button goes with its card.
      setTimeout(focusPage);
    },
  });
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      {main && (
        <Button variant="primary" busy={actions.resume.isPending} onClick={main.onClick}>
          <main.Icon aria-hidden />
          {main.label}
        </Button>
      )}
      {view.state !== 'gone' && (
        <Button variant="danger" onClick={onCancel}>
          Cancel upload
        </Button>
      )}
    </div>
  );
}

interface MainButton {
  label: string;
  Icon: LucideIcon;
  onClick: () => void;
}

function mainButton(
  view: UploadView,
  upload: Upload | undefined,
  { resume, close }: { resume: () => void; close: () => void },
): MainButton | null {
  switch (view.state) {
    case 'sending':
      return { label: 'Pause', Icon: Pause, onClick: () => upload?.pause() };
    case 'paused':
      return { label: 'Go on', Icon: Play, onClick: () => upload?.resume() };
    case 'failed':
      return { label: 'Try again', Icon: RotateCcw, onClick: resume };
    case 'gone':
      return { label: 'Close', Icon: X, onClick: close };
    case 'choose':
      return view.sent === view.bytes
        ? { label: 'Start the import', Icon: RotateCcw, onClick: resume }
        : null;
    default:
      return null;
  }
}
