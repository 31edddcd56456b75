import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { queryKeys } from '../api/query-keys.ts';
import { isOpen } from '../jobs/job-watches.tsx';

const everyMs = 3000;

/** While a backup runs, lets its photos appear: rarely enough that reading them again costs less than it shows. */
export function useFollowBackup(backup: Backup, job: Job | undefined) {
  const client = useQueryClient();
  const last = useRef({ at: 0, version: -1 });
  const version = job?.version ?? -1;
  const over = job ? !isOpen(job) : false;
  const pages = Math.ceil(backup.counts.photos / 200);

  useEffect(() => {
    if (version < 0 || last.current.version === version) return;
    const pause = over ? 0 : Math.max(0, last.current.at + everyMs * Math.max(1, pages) - Date.now());
    // The first news is what the page was opened with.
    const first = last.current.version < 0;
    const timer = setTimeout(() => {
      last.current = { at: Date.now(), version };
      if (first && over) return;
      void client.invalidateQueries({ queryKey: queryKeys.backup(backup.id) });
      void client.invalidateQueries({ queryKey: queryKeys.memoriesOf(backup.id) });
    }, pause);
    return () => clearTimeout(timer);
  }, [version, over, pages, client, backup.id]);
}
