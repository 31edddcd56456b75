import { useQuery } from '@tanstack/react-query';
import type { Connection } from '../../../schemas/contracts/memories.ts';
import { memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useWorkspace } from '../accounts/workspace-context.tsx';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';

/** Accounts connected to the workspace, disconnected ones included. */
export function useConnections() {
  const api = useApi();
  const { id: workspaceId } = useWorkspace();
  return useQuery({
    queryKey: queryKeys.connections(workspaceId),
    queryFn: async ({ signal }) =>
      (await api.call(memoriesRoutes.listConnections, { workspaceId, signal })).items,
  });
}

export const hasPosts = (connection: Connection): boolean => connection.scopes.includes('user_posts');
