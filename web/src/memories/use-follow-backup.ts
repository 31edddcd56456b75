import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { queryKeys } from '../api/query-keys.ts';
import { isOpen } from '../jobs/job-watches.tsx';

/** Pause between two looks at what a backup has saved, for each page of it that is on show, in milliseconds. */
const pauseMs = 3000;

/** While a backup runs, lets its photos appear: rarely enough that reading them again costs less than it shows. */
export function useFollowBackup(backupId: string, job: Job | undefined) {
  const client = useQueryClient();
  const last = useRef({ at: 0, version: -1 });
  const version = job?.version ?? -1;
  const over = job ? !isOpen(job) : false;

  useEffect(() => {
    const { at, version: seen } = last.current;
    if (version < 0 || seen === version) return;
    // A backup that was over when the page opened has just been read.
    if (seen < 0 && over) return;
    const lists = client.getQueriesData<{ pages: unknown[] }>({ queryKey: queryKeys.memoriesOf(backupId) });
    const pages = Math.max(1, ...lists.map(([, list]) => list?.pages.length ?? 1));
    const timer = setTimeout(
      () => {
        last.current = { at: Date.now(), version };
        void client.invalidateQueries({ queryKey: queryKeys.backup(backupId) });
        void client.invalidateQueries({ queryKey: queryKeys.memoriesOf(backupId) });
        void client.invalidateQueries({ queryKey: queryKeys.totalsOf(backupId) });
      },
      over ? 0 : at + pauseMs * pages - Date.now(),
    );
    return () => clearTimeout(timer);
  }, [version, over, client, backupId]);
}
