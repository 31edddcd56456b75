import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { type Job, jobRoutes, openJobStates } from '../../../schemas/contracts/jobs.ts';
import { useApi } from '../api/api-context.tsx';
import { buildUrl } from '../api/build-url.ts';
import type { Api } from '../api/create-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { watchJob } from './watch-job.ts';

type Watch = (jobId: string) => () => void;

const WatchContext = createContext<Watch | null>(null);

/** One stream a job, however many parts of the page show it. */
export function JobWatches({ children }: { children: ReactNode }) {
  const api = useApi();
  const client = useQueryClient();
  const [watch] = useState(() => shareWatches(api, client));
  return <WatchContext value={watch}>{children}</WatchContext>;
}

function shareWatches(api: Api, client: QueryClient): Watch {
  const watches = new Map<string, { users: number; stop: () => void }>();

  function start(jobId: string) {
    const stop = watchJob({
      url: buildUrl(jobRoutes.events, { params: { jobId } }),
      read: () => api.call(jobRoutes.get, { params: { jobId } }),
      onJob: (job) => putJob(client, job),
    });
    return { users: 0, stop };
  }

  return (jobId) => {
    const watch = watches.get(jobId) ?? start(jobId);
    watches.set(jobId, watch);
    watch.users += 1;
    return () => {
      watch.users -= 1;
      if (watch.users > 0) return;
      watch.stop();
      watches.delete(jobId);
    };
  };
}

/** Keeps the newest version of a job; a snapshot that arrives late is dropped. */
export function putJob(client: QueryClient, job: Job) {
  client.setQueryData<Job>(queryKeys.job(job.id), (known) =>
    known && known.version > job.version ? known : job,
  );
}

export const isOpen = (job: Pick<Job, 'state'>): boolean => openJobStates.includes(job.state);

/** A job that stays up to date by itself while it runs. */
export function useLiveJob(jobId: string) {
  const api = useApi();
  const watch = use(WatchContext);
  if (!watch) throw new Error('useLiveJob needs JobWatches above it');
  const query = useQuery({
    queryKey: queryKeys.job(jobId),
    queryFn: ({ signal }) => api.call(jobRoutes.get, { params: { jobId }, signal }),
  });
  const running = query.data ? isOpen(query.data) : false;
  useEffect(() => (running ? watch(jobId) : undefined), [running, watch, jobId]);
  return query;
}
