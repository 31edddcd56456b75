import { useQuery } from '@tanstack/react-query';
import { jobRoutes } from '../../../schemas/contracts/jobs.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';

/** The latest jobs of the workspace; asked for again now and then, as other devices start some too. */
export function useJobs() {
  const api = useApi();
  const { id: workspaceId } = useWorkspace();
  return useQuery({
    queryKey: queryKeys.jobs(workspaceId),
    queryFn: async ({ signal }) => {
      const page = await api.call(jobRoutes.list, { query: { limit: 10 }, workspaceId, signal });
      return page.items;
    },
    refetchInterval: 30_000,
  });
}
