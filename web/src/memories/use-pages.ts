import { useCallback, useMemo } from 'react';
import type { Memory } from '../../../schemas/contracts/memories.ts';
import { type MemoryFilter, useMemories } from './use-memories.ts';

/** The pages of a filter as one list, and a way to ask for the next that may be called too often. */
export function usePages(backupId: string, filter: MemoryFilter) {
  const query = useMemories(backupId, filter);
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const memories = useMemo(
    () => query.data?.pages.flatMap((page): Memory[] => page.items) ?? [],
    [query.data],
  );
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return { query, memories, more, total: query.data?.pages[0]?.total ?? 0 };
}
