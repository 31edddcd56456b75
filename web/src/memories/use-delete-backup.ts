import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { careRoutes } from '../../../schemas/contracts/care.ts';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { toAppError } from '../api/to-app-error.ts';
import { useToast } from '../ui/toaster.tsx';
import { formatDay } from '../words/format-time.ts';

/** Deletes a backup at once, with undo: in the message now, in the list of deleted ones until it is erased. */
export function useDeleteBackup() {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const navigate = useNavigate();
  const renew = (backup: Backup) => {
    client.setQueryData(queryKeys.backup(backup.id), backup);
    return client.invalidateQueries({ queryKey: queryKeys.backups(backup.workspaceId) });
  };
  const onError = (error: Error) => toast({ tone: 'bad', text: toAppError(error).message });

  const restore = useMutation({
    mutationFn: (backupId: string) => api.call(careRoutes.restoreBackup, { params: { backupId } }),
    onSuccess: async (backup) => {
      await renew(backup);
      const open = { label: 'Open', run: () => void navigate(`/memories/${backup.id}`) };
      toast({ tone: 'good', text: 'The backup is back, with everything in it.', action: open });
    },
    onError,
  });

  const remove = useMutation({
    mutationFn: (backupId: string) => api.call(careRoutes.deleteBackup, { params: { backupId } }),
    onSuccess: async (backup) => {
      await navigate('/memories');
      await renew(backup);
      const until = backup.purgeAt ? ` It can be restored until ${formatDay(backup.purgeAt)}.` : '';
      const undo = { label: 'Undo', run: () => restore.mutate(backup.id) };
      toast({ text: `Backup deleted.${until}`, action: undo });
    },
    onError,
  });
  return { remove, restore };
}
