import { useMutation, useQueryClient } from '@tanstack/react-query';
import { careRoutes } from '../../../schemas/contracts/care.ts';
import type { Asset } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { toAppError } from '../api/to-app-error.ts';
import { useToast } from '../ui/toaster.tsx';
import { replaceAsset } from './replace-asset.ts';

interface Edit {
  asset: Asset;
  /** Null goes back to what the file and the network say. */
  takenAt: string | null;
}

/** Says when a picture was taken; can be undone. Lists are put into their new order when they are read again. */
export function useEditDate() {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: ({ asset, takenAt }: Edit) =>
      api.call(careRoutes.editDate, { params: { assetId: asset.id }, body: { takenAt } }),
    onSuccess: (saved, { asset }) => {
      replaceAsset(client, saved);
      // Marked, not read now: the picture in the viewer would jump away from under the eye.
      void client.invalidateQueries({ queryKey: ['memories'], refetchType: 'none' });
      const before = asset.takenAtOrigin === 'person' ? asset.takenAt : null;
      const undo = () => save.mutate({ asset: saved, takenAt: before });
      toast({ tone: 'good', text: 'Date saved.', action: { label: 'Undo', run: undo } });
    },
    onError: (error) => toast({ tone: 'bad', text: `${toAppError(error).message} The date is as it was.` }),
  });
  return save;
}
