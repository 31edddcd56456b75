import { useInfiniteQuery } from '@tanstack/react-query';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';

/** Deleted backups that can still be restored, a page at a time. */
export function useDeletedBackups() {
  const api = useApi();
  const { id: workspaceId } = useWorkspace();
  return useInfiniteQuery({
    queryKey: queryKeys.deletedBackups(workspaceId),
    queryFn: ({ pageParam, signal }) =>
      api.call(memoriesRoutes.listBackups, {
        query: { limit: 24, deleted: 'true', ...(pageParam ? { cursor: pageParam } : {}) },
        workspaceId,
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}
