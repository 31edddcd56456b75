import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Import, importRoutes } from '../../../../schemas/contracts/imports.ts';
import { useWorkspace } from '../../accounts/workspace-context.tsx';
import { useApi } from '../../api/api-context.tsx';
import { queryKeys } from '../../api/query-keys.ts';
import { randomKey } from '../../api/random-key.ts';
import { toAppError } from '../../api/to-app-error.ts';
import { useToast } from '../../ui/toaster.tsx';
import { cancelledElsewhere } from '../uploads/create-upload.ts';
import { matchSources } from '../uploads/match-sources.ts';
import type { UploadSource } from '../uploads/upload-source.ts';
import { useUploads } from '../uploads/uploads-context.tsx';

export interface NewImport {
  sources: UploadSource[];
  connectionId: string | null;
  includeMessages: boolean;
}

/** What can be done with uploads; all of it keeps the list of open ones up to date. */
export function useImportActions() {
  const api = useApi();
  const client = useQueryClient();
  const toast = useToast();
  const uploads = useUploads();
  const { id: workspaceId } = useWorkspace();
  const key = queryKeys.imports(workspaceId);
  const edit = (change: (all: Import[]) => Import[]) =>
    client.setQueryData<Import[]>(key, (all) => change(all ?? []));
  const put = (next: Import) => {
    edit((all) =>
      all.some(({ id }) => id === next.id)
        ? all.map((each) => (each.id === next.id ? next : each))
        : [next, ...all],
    );
    uploads.find(next.id)?.update(next);
  };
  const onError = (error: Error) => toast({ tone: 'bad', text: toAppError(error).message });
  const isGone = (error: unknown) => toAppError(error).status === 404;
  const forget = (importId: string) => {
    uploads.close(importId);
    edit((all) => all.filter(({ id }) => id !== importId));
  };

  /** Gives parts that the server knows their bytes. */
  const supply = (imported: Import, sources: UploadSource[]) => {
    const upload = uploads.open(imported);
    for (const { file, source } of matchSources(sources, [imported]).known) upload.supply(file.id, source);
  };

  const begin = useMutation({
    mutationFn: ({ sources, ...options }: NewImport) =>
      api.call(importRoutes.createImport, {
        body: { ...options, files: sources.map(describe) },
        workspaceId,
        idempotencyKey: randomKey(),
      }),
    onSuccess: (imported, { sources }) => {
      put(imported);
      supply(imported, sources);
    },
    onError,
  });

  const remove = useMutation({
    mutationFn: (params: { importId: string; fileId: string }) => {
      const change = () => api.call(importRoutes.removeImportFile, { params });
      return uploads.find(params.importId)?.hold(change) ?? change();
    },
    onSuccess: put,
    onError,
  });

  const abandon = useMutation({
    mutationFn: async (importId: string) => {
      uploads.close(importId);
      try {
        await api.call(importRoutes.abandonImport, { params: { importId } });
      } catch (error) {
        // Cancelled on another device, or refused as empty: as it was wanted.
        if (!isGone(error)) throw error;
      }
    },
    onSuccess: (_none, importId) => {
      forget(importId);
      toast({ text: 'Upload cancelled. What had arrived is erased.' });
    },
    onError,
  });

  /** Goes on after a refusal or a stop: what the server has is asked anew. */
  const resume = useMutation({
    mutationFn: (importId: string) => api.call(importRoutes.getImport, { params: { importId } }),
    onSuccess: (imported) => {
      put(imported);
      uploads.open(imported).resume();
    },
    onError: (error, importId) => {
      if (!isGone(error)) return onError(error);
      forget(importId);
      toast({ text: cancelledElsewhere });
    },
  });

  return { begin, supply, remove, abandon, resume, forget };
}

const describe = ({ name, bytes, fingerprint }: UploadSource) => ({
  name,
  bytes,
  fingerprint: fingerprint || null,
});
