import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { queryKeys } from '../../api/query-keys.ts';
import { putJob } from '../../jobs/job-watches.tsx';
import { createUploads, type Uploads } from './create-uploads.ts';
import type { UploadView } from './upload-view.ts';

const UploadsContext = createContext<Uploads | null>(null);

/** Keeps uploads going whatever page is on show; they end with the session. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const client = useQueryClient();
  const [uploads] = useState(() =>
    createUploads({
      api,
      onStarted: (job) => {
        putJob(client, job);
        void client.invalidateQueries({ queryKey: queryKeys.jobs(job.workspaceId) });
        void client.invalidateQueries({ queryKey: queryKeys.backups(job.workspaceId) });
        void client.invalidateQueries({ queryKey: queryKeys.imports(job.workspaceId) });
      },
    }),
  );
  useEffect(() => () => uploads.closeAll(), [uploads]);
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

export function useUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (!uploads) throw new Error('useUploads needs an UploadsProvider above it');
  return uploads;
}

/** What the uploads of this tab look like now, by import. */
export function useUploadViews(): ReadonlyMap<string, UploadView> {
  const { subscribe, read } = useUploads();
  return useSyncExternalStore(subscribe, read);
}
