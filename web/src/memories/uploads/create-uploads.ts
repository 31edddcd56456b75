import { type Import, importRoutes } from '../../../../schemas/contracts/imports.ts';
import type { Job } from '../../../../schemas/contracts/jobs.ts';
import type { Api } from '../../api/create-api.ts';
import { createUpload, type Upload } from './create-upload.ts';
import { restAWhile } from './rest-a-while.ts';
import type { UploadView } from './upload-view.ts';

interface Dependencies {
  api: Api;
  onStarted: (job: Job) => void;
}

export interface Uploads {
  /** The upload of an import in this tab; made when there is none yet. */
  open(imported: Import): Upload;
  find(importId: string): Upload | undefined;
  /** Ends the sending here; what the server has is not touched. */
  close(importId: string): void;
  closeAll(): void;
  subscribe(listener: () => void): () => void;
  read(): ReadonlyMap<string, UploadView>;
}

/** The uploads of this tab. They go on while one looks at other pages. */
export function createUploads({ api, onStarted }: Dependencies): Uploads {
  const uploads = new Map<string, Upload>();
  const listeners = new Set<() => void>();
  let views: ReadonlyMap<string, UploadView> = new Map();
  const setViews = (next: ReadonlyMap<string, UploadView>) => {
    views = next;
    for (const listener of listeners) listener();
  };

  function begin(imported: Import): Upload {
    const importId = imported.id;
    return createUpload(imported, {
      now: () => performance.now(),
      random: Math.random,
      rest: restAWhile,
      onView: (view) => setViews(new Map(views).set(importId, view)),
      put: async (fileId, { index, body }, onSent, signal) => {
        const params = { importId, fileId, index };
        await api.call(importRoutes.putImportChunk, { params, bytes: body, onSent, signal });
      },
      look: () => api.call(importRoutes.getImport, { params: { importId } }),
      start: async () => {
        const job = await api.call(importRoutes.startImport, {
          params: { importId },
          idempotencyKey: `start-${importId}`,
        });
        onStarted(job);
        return job.id;
      },
    });
  }

  function close(importId: string) {
    uploads.get(importId)?.stop();
    uploads.delete(importId);
    setViews(new Map([...views].filter(([id]) => id !== importId)));
  }

  return {
    open(imported) {
      const upload = uploads.get(imported.id) ?? begin(imported);
      uploads.set(imported.id, upload);
      return upload;
    },
    find: (importId) => uploads.get(importId),
    close,
    closeAll: () => [...uploads.keys()].forEach(close),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: () => views,
  };
}
