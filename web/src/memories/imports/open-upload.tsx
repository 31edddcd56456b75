import { useEffect, useRef, useState } from 'react';
import type { Import } from '../../../../schemas/contracts/imports.ts';
import { useAllowed } from '../../accounts/use-allowed.ts';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { formatBytes } from '../../words/format-number.ts';
import { formatTimeLeft } from '../../words/format-time.ts';
import { percentOf, type UploadView } from '../uploads/upload-view.ts';
import { UploadButtons } from './upload-buttons.tsx';
import { UploadPart } from './upload-part.tsx';
import { stateTitle, viewOfImport } from './upload-words.ts';
import type { useImportActions } from './use-import-actions.ts';

interface Props {
  imported: Import;
  /** The upload as this tab runs it; none after a reload or for one begun elsewhere. */
  live: UploadView | undefined;
  actions: ReturnType<typeof useImportActions>;
  /** Begun a moment ago by a button that is not there any more: this is where one goes on reading. */
  justBegun: boolean;
}

/** One upload: how far it is, how fast, what it waits for, and how to pause, go on or end it. */
export function OpenUpload({ imported, live, actions, justBegun }: Props) {
  const [asking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const allowed = useAllowed('editor', imported.workspaceId);
  const view = live ?? viewOfImport(imported);
  const title = stateTitle(view);
  const settled = view.state === 'starting' || view.state === 'started';
  const over = view.state === 'gone';
  useEffect(() => {
    // Its buttons go once everything is here, and one of them may have had the focus.
    const lost = settled && document.activeElement === document.body;
    if (justBegun || lost) heading.current?.focus({ preventScroll: true });
  }, [justBegun, settled]);
  return (
    <Card aria-label={`Upload of ${view.files.map(({ name }) => name).join(', ')}`}>
      <h2 ref={heading} tabIndex={-1} className="text-lg outline-none">
        {title}
      </h2>
      {!over && (
        <>
          <p className="figures text-sm text-soft">
            {formatBytes(view.sent)} of {formatBytes(view.bytes)}
            {view.speed !== null && view.state === 'sending' && ` · ${formatBytes(view.speed)} a second`}
            {view.secondsLeft !== null &&
              view.state === 'sending' &&
              ` · ${formatTimeLeft(view.secondsLeft)}`}
          </p>
          <div className="my-4">
            <Progress percent={percentOf(view)} label="Progress of the upload" />
          </div>
        </>
      )}
      <p role="status" className="sr-only">
        {view.state === 'sending' ? 'Uploading' : title}
      </p>
      {view.trouble && (
        <div className={over ? 'mt-4' : 'mb-4'}>
          <Notice
            tone={view.state === 'failed' ? 'bad' : 'warn'}
            role={view.state === 'failed' ? 'alert' : 'status'}
          >
            {view.trouble}
          </Notice>
        </div>
      )}
      {!over && (
        <ul aria-label="Parts" className="divide-y divide-line">
          {view.files.map((file) => (
            <UploadPart
              key={file.id}
              file={file}
              paused={view.state === 'paused'}
              onRemove={
                allowed && !settled && view.files.length > 1
                  ? () => actions.remove.mutate({ importId: imported.id, fileId: file.id })
                  : null
              }
            />
          ))}
        </ul>
      )}
      {allowed && !settled && (
        <UploadButtons imported={imported} view={view} actions={actions} onCancel={() => setAsking(true)} />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Cancel this upload?"
        action="Cancel upload"
        busy={actions.abandon.isPending}
        onConfirm={() => actions.abandon.mutate(imported.id, { onSettled: () => setAsking(false) })}
      >
        What has arrived so far ({formatBytes(view.sent)}) is erased here. Your own files stay where they are.
      </ConfirmDialog>
    </Card>
  );
}
