import { useEffect, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useAllowed } from '../../accounts/use-allowed.ts';
import { useWorkspace } from '../../accounts/workspace-context.tsx';
import { ErrorView } from '../../app/error-view.tsx';
import { useConnections } from '../../connections/use-connections.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import type { UploadView } from '../uploads/upload-view.ts';
import { useUploads, useUploadViews } from '../uploads/uploads-context.tsx';
import { ArchiveSteps } from './archive-steps.tsx';
import { ChosenParts } from './chosen-parts.tsx';
import { DropZone } from './drop-zone.tsx';
import { ImportJob } from './import-job.tsx';
import { OpenUpload } from './open-upload.tsx';
import { useChooseSources } from './use-choose-sources.ts';
import { useImportActions } from './use-import-actions.ts';
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
  const chosen = useChooseSources({ open, onKnown: actions.supply });
  // The upload stands at the top; on a phone its button was far below.
  const showBegun = () => {
    chosen.clear();
    scrollTo({ top: 0 });
  };
  useShowStarted([...views.values()].find((view) => view.jobId));
  if (imports.error && !imports.data)
    return <ErrorView error={imports.error} onRetry={() => void imports.refetch()} />;
  return (
    <div className="grid grid-cols-1 gap-8">
      {open.map((imported) => (
        <OpenUpload key={imported.id} imported={imported} live={views.get(imported.id)} actions={actions} />
      ))}
      <div className="grid gap-4">
        <DropZone busy={chosen.busy} onFiles={(files) => void chosen.choose(files)} />
        {chosen.problems.map((problem) => (
          <Notice key={problem} tone="warn" role="alert">
            {problem}
          </Notice>
        ))}
      </div>
      {chosen.fresh.length > 0 && (
        <ChosenParts
          sources={chosen.fresh}
          connections={(connections.data ?? []).filter((each) => each.state !== 'disconnected')}
          busy={actions.begin.isPending}
          onRemove={chosen.remove}
          onStart={(start) => actions.begin.mutate(start, { onSuccess: showBegun })}
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
