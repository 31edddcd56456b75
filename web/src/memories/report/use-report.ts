import { useQuery } from '@tanstack/react-query';
import { importRoutes } from '../../../../schemas/contracts/imports.ts';
import { useApi } from '../../api/api-context.tsx';
import { queryKeys } from '../../api/query-keys.ts';

/** What became of everything in the archive that a backup was made from. */
export function useReport(backupId: string) {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.report(backupId),
    queryFn: ({ signal }) => api.call(importRoutes.getImportReport, { params: { backupId }, signal }),
    staleTime: 60_000,
  });
}
