import { useQuery } from '@tanstack/react-query';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import type { MemoryFilter } from './use-memories.ts';

/** How many memories a filter finds, as the list of them says; undefined while that is not known. */
export function useTotal(backupId: string, filter: MemoryFilter): number | undefined {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.totals(backupId, filter),
    queryFn: async ({ signal }) => {
      const query = { ...filter, limit: 1 };
      return (await api.call(memoriesRoutes.listMemories, { params: { backupId }, query, signal })).total;
    },
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  }).data;
}
