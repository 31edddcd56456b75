import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { careRoutes } from '../../../../schemas/contracts/care.ts';
import { useApi } from '../../api/api-context.tsx';
import { queryKeys } from '../../api/query-keys.ts';
import { randomKey } from '../../api/random-key.ts';
import { toAppError } from '../../api/to-app-error.ts';
import { putJob } from '../../jobs/job-watches.tsx';
import { useToast } from '../../ui/toaster.tsx';

/** Checks of a backup, newest first. */
export function useChecks(backupId: string) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.verifications(backupId),
    queryFn: async ({ signal }) => {
      const input = { params: { backupId }, query: { limit: 20 }, signal };
      return (await api.call(careRoutes.listVerifications, input)).items;
    },
  });
}

/** Has every stored file and every entry of the ZIP read again and compared. */
export function useStartCheck(backupId: string) {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () =>
      api.call(careRoutes.verifyBackup, { params: { backupId }, idempotencyKey: randomKey() }),
    onSuccess: async (job) => {
      putJob(client, job);
      await client.invalidateQueries({ queryKey: queryKeys.jobs(job.workspaceId) });
      await client.invalidateQueries({ queryKey: queryKeys.verifications(backupId) });
    },
    onError: (error) => toast({ tone: 'bad', text: toAppError(error).message }),
  });
}
