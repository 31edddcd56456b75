import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AppError } from '../../../schemas/contracts/errors.ts';
import { type Asset, memoriesRoutes } from '../../../schemas/contracts/memories.ts';
import { useApi } from '../api/api-context.tsx';
import { toAppError } from '../api/to-app-error.ts';
import { useToast } from '../ui/toaster.tsx';
import { replaceAsset } from './replace-asset.ts';

interface Edit {
  /** The asset as it was when the edit began; its revision is sent along. */
  asset: Asset;
  text: string;
}

interface Options {
  /** Somebody else was quicker: the words that were refused, and the asset as it stands now. */
  onConflict: (edit: Edit, current: Asset) => void;
  /** The edit failed for another reason; its words must not be lost. */
  onFailure: (edit: Edit) => void;
}

/** Replaces a caption at once and tells the server; can be undone, and gives way to a newer edit. */
export function useEditCaption({ onConflict, onFailure }: Options) {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const save = useMutation({
    mutationFn: ({ asset, text }: Edit) =>
      api.call(memoriesRoutes.editCaption, {
        params: { assetId: asset.id },
        body: { text, revision: asset.caption.revision },
      }),
    onMutate: async ({ asset, text }) => {
      // A list that is on its way would bring the old words back.
      await client.cancelQueries({ queryKey: ['memories'] });
      replaceAsset(client, { ...asset, caption: { ...asset.caption, text, source: 'person' } });
    },
    onSuccess: (saved, { asset }) => {
      replaceAsset(client, saved);
      const undo = () => save.mutate({ asset: saved, text: asset.caption.text });
      toast({ tone: 'good', text: 'Caption saved.', action: { label: 'Undo', run: undo } });
    },
    onError: async (error, edit) => {
      replaceAsset(client, edit.asset);
      if (error instanceof AppError && error.status === 409) {
        const current = await api.call(memoriesRoutes.getAsset, { params: { assetId: edit.asset.id } });
        replaceAsset(client, current);
        onConflict(edit, current);
        return;
      }
      onFailure(edit);
      toast({ tone: 'bad', text: `${toAppError(error).message} Your words are still in the editor.` });
    },
  });
  return save;
}
