import { useInfiniteQuery } from '@tanstack/react-query';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';

export interface MemoryFilter {
  kind?: 'photo' | 'post';
  state?: 'listed' | 'stored' | 'failed';
  q?: string;
  album?: string;
}

/** The largest page the API gives. */
const pageSize = 200;

/** Photos or posts of a backup, newest first, with their total; more come by `fetchNextPage`. */
export function useMemories(backupId: string, filter: MemoryFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: queryKeys.memories(backupId, filter),
    queryFn: ({ pageParam, signal }) =>
      api.call(memoriesRoutes.listMemories, {
        params: { backupId },
        query: { ...filter, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // A list changes only by what this page knows of: a running backup, an edited caption.
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
    // While words are typed into the search box the former result stays, so that the page does not blink.
    placeholderData: (former) => former,
  });
}
