import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Import } from '../../../../schemas/contracts/imports.ts';
import { useAllowed } from '../../accounts/use-allowed.ts';
import { useWorkspace } from '../../accounts/workspace-context.tsx';
import { ErrorView } from '../../app/error-view.tsx';
import { useConnections } from '../../connections/use-connections.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import type { UploadSource } from '../uploads/upload-source.ts';
import type { UploadView } from '../uploads/upload-view.ts';
import { useUploads, useUploadViews } from '../uploads/uploads-context.tsx';
import { ArchiveSteps } from './archive-steps.tsx';
import { ChosenParts } from './chosen-parts.tsx';
import { DropZone } from './drop-zone.tsx';
import { ImportJob } from './import-job.tsx';
import { OpenUpload } from './open-upload.tsx';
import { useChooseSources } from './use-choose-sources.ts';
import { type NewImport as StartImport, useImportActions } from './use-import-actions.ts';
import { useOpenImports } from './use-imports.ts';

/** From an archive on one's own disk to a backup: get it, drop it, watch it. */
export function Component() {
  const [search] = useSearchParams();
  const jobId = search.get('job');
  const allowed = useAllowed('editor', useWorkspace().id);
  return (
    <div className="page max-w-4xl pb-16">
      <PageTitle lead="Everything Facebook or Instagram gives out about your own account, without connecting it.">
        Import an archive
      </PageTitle>
      {jobId && <ImportJob key={jobId} jobId={jobId} />}
      {allowed ? (
        <NewImport />
      ) : (
        <EmptyState title="Only editors import archives">
          Ask an owner of this workspace to make you an editor.
        </EmptyState>
      )}
    </div>
  );
}

function NewImport() {
  const imports = useOpenImports();
  const views = useUploadViews();
  const connections = useConnections();
  const actions = useImportActions();
  const open = imports.data ?? [];
  const alive = open.filter(({ id }) => views.get(id)?.state !== 'gone');
  const chosen = useChooseSources({ open: alive, onKnown: actions.supply });
  const [begunId, setBegunId] = useState<string>();
  // The upload stands at the top; on a phone its button was far below.
  const showBegun = (begun: Import) => {
    chosen.clear();
    setBegunId(begun.id);
    scrollTo({ top: 0 });
  };
  const sentOnce = useRef<UploadSource[]>(null);
  /** The second click of a double click comes before the button is drawn as busy. */
  const begin = (start: StartImport) => {
    if (sentOnce.current === start.sources) return;
    sentOnce.current = start.sources;
    const onError = () => {
      sentOnce.current = null;
    };
    actions.begin.mutate(start, { onSuccess: showBegun, onError });
  };
  useShowStarted([...views.values()].find((view) => view.jobId));
  useForgetGone(imports.data, views);
  if (imports.error && !imports.data)
    return <ErrorView error={imports.error} onRetry={() => void imports.refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-8">
      {open.map((imported) => (
        <OpenUpload
          key={imported.id}
          imported={imported}
          live={views.get(imported.id)}
          actions={actions}
          justBegun={imported.id === begunId}
        />
      ))}
      <div className="grid gap-4">
        <DropZone busy={chosen.busy} onFiles={(files) => void chosen.choose(files)} />
        {chosen.problems.map((problem) => (
          <Notice key={problem} tone="warn" role="alert">
            {problem}
          </Notice>
        ))}
        {chosen.notes.map((note) => (
          <Notice key={note} tone="plain" role="status">
            {note}
          </Notice>
        ))}
      </div>
      {chosen.fresh.length > 0 && (
        <ChosenParts
          sources={chosen.fresh}
          connections={(connections.data ?? []).filter((each) => each.state !== 'disconnected')}
          busy={actions.begin.isPending}
          onRemove={chosen.remove}
          onStart={begin}
        />
      )}
      <ArchiveSteps />
    </div>
  );
}

/** Once all parts are there and the import has begun, the address names its job; what began elsewhere is no news. */
function useShowStarted(started: UploadView | undefined) {
  const navigate = useNavigate();
  const uploads = useUploads();
  const arriving = useRef(true);
  useEffect(() => {
    const here = !arriving.current;
    arriving.current = false;
    if (!started) return;
    uploads.close(started.importId);
    if (here) void navigate(`?job=${started.jobId}`, { replace: true });
  }, [started, uploads, navigate]);
}

/** What was cancelled elsewhere is told by its card; once the list has no such card, it is over for the tray, too. */
function useForgetGone(listed: Import[] | undefined, views: ReadonlyMap<string, UploadView>) {
  const uploads = useUploads();
  useEffect(() => {
    if (!listed) return;
    for (const { importId, state } of views.values())
      if (state === 'gone' && !listed.some(({ id }) => id === importId)) uploads.close(importId);
  }, [listed, views, uploads]);
}
