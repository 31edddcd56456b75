import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Job, jobRoutes } from '../../../schemas/contracts/jobs.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { toAppError } from '../api/to-app-error.ts';
import { useToast } from '../ui/toaster.tsx';
import { backupIdOf } from './job-place.ts';
import { putJob } from './job-watches.tsx';

/** Cancel and go on; both answer with the job, which is then followed again. */
export function useJobActions(job: Job) {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const params = { jobId: job.id };
  const options = {
    onSuccess: async (next: Job) => {
      putJob(client, next);
      await client.invalidateQueries({ queryKey: queryKeys.jobs(job.workspaceId) });
      const backupId = backupIdOf(job);
      if (backupId) await client.invalidateQueries({ queryKey: queryKeys.backup(backupId) });
    },
    onError: (error: Error) => toast({ tone: 'bad', text: toAppError(error).message }),
  };
  const cancel = useMutation({ mutationFn: () => api.call(jobRoutes.cancel, { params }), ...options });
  const retry = useMutation({ mutationFn: () => api.call(jobRoutes.retry, { params }), ...options });
  return { cancel, retry };
}
