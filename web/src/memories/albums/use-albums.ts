import { useQuery } from '@tanstack/react-query';
import { careRoutes } from '../../../../schemas/contracts/care.ts';
import { useApi } from '../../api/api-context.tsx';
import { queryKeys } from '../../api/query-keys.ts';

/** Albums of a backup by name. */
export function useAlbums(backupId: string) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.albums(backupId),
    queryFn: async ({ signal }) =>
      (await api.call(careRoutes.listAlbums, { params: { backupId }, signal })).items,
    staleTime: 5 * 60_000,
  });
}
