import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';

/** Backups of the workspace, newest first, a page at a time. */
export function useBackups() {
  const api = useApi();
  const { id: workspaceId } = useWorkspace();
  return useInfiniteQuery({
    queryKey: queryKeys.backups(workspaceId),
    queryFn: ({ pageParam, signal }) =>
      api.call(memoriesRoutes.listBackups, {
        query: { limit: 24, ...(pageParam ? { cursor: pageParam } : {}) },
        workspaceId,
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}

export function useBackup(backupId: string) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.backup(backupId),
    queryFn: ({ signal }) => api.call(memoriesRoutes.getBackup, { params: { backupId }, signal }),
  });
}
