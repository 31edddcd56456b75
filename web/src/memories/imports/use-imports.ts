import { useQuery } from '@tanstack/react-query';
import { importRoutes } from '../../../../schemas/contracts/imports.ts';
import { useWorkspace } from '../../accounts/workspace-context.tsx';
import { useApi } from '../../api/api-context.tsx';
import { queryKeys } from '../../api/query-keys.ts';

/** Uploads of the workspace that were begun and not finished, newest first. */
export function useOpenImports() {
  const api = useApi();
  const { id: workspaceId } = useWorkspace();
  return useQuery({
    queryKey: queryKeys.imports(workspaceId),
    queryFn: async ({ signal }) => {
      const query = { state: 'uploading', limit: 50 } as const;
      return (await api.call(importRoutes.listImports, { query, workspaceId, signal })).items;
    },
    // What an upload in this tab has sent is known here first; another look is only for other devices' sake.
    refetchOnWindowFocus: false,
  });
}
