import { useQuery } from '@tanstack/react-query';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';

/** One memory by its id; nothing is asked for without one. */
export function useOneMemory(memoryId: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.memory(memoryId ?? ''),
    queryFn: ({ signal }) =>
      api.call(memoriesRoutes.getMemory, { params: { memoryId: memoryId ?? '' }, signal }),
    enabled: memoryId !== null,
  });
}
