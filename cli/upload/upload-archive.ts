import { type Import, importRoutes } from '../../schemas/contracts/imports.ts';
import type { Job } from '../../schemas/contracts/jobs.ts';
import { type ApiClient, ApiError } from '../api-client.ts';
import type { Dependencies } from '../dependencies.ts';
import { drawProgress, type Progress } from '../show-progress.ts';
import { bytesInWords } from '../words.ts';
import { openUpload, type UploadWish } from './open-upload.ts';
import type { Part } from './part.ts';
import { retryCall } from './retry-call.ts';
import { sendParts } from './send-parts.ts';

/** A first estimate needs this long, or it jumps about. */
const estimateAfterMs = 2_000;

/** Sends what is missing of the parts and starts their import. Gives the id of its job. */
export async function uploadArchive(
  api: ApiClient,
  parts: readonly Part[],
  wish: UploadWish,
  deps: Pick<Dependencies, 'log' | 'interrupted'>,
): Promise<string> {
  const signal = deps.interrupted;
  let upload = await openUpload(api, parts, wish, signal);
  for (;;) {
    if (upload.state === 'running' && upload.jobId) {
      deps.log('this archive is being imported already');
      return upload.jobId;
    }
    await send(api, upload, parts, deps);
    const { id: importId } = upload;
    const job = await startUnlessIncomplete(api, importId, signal);
    if (job) return job.id;
    // A chunk that was acknowledged is gone from the storage: it is sent again.
    upload = await retryCall(signal, () => api.call(importRoutes.getImport, { params: { importId } }));
  }
}

async function startUnlessIncomplete(
  api: ApiClient,
  importId: string,
  signal: AbortSignal,
): Promise<Job | null> {
  try {
    return await retryCall(signal, () => api.call(importRoutes.startImport, { params: { importId } }));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'memories.upload_incomplete') return null;
    throw error;
  }
}

async function send(
  api: ApiClient,
  upload: Import,
  parts: readonly Part[],
  { log, interrupted: signal }: Pick<Dependencies, 'log' | 'interrupted'>,
): Promise<void> {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const before = upload.files.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  if (before > 0 && before < total) {
    log(`going on with an upload: ${bytesInWords(before)} of ${bytesInWords(total)} are there`);
  }
  const view = drawProgress(process.stderr);
  const begun = Date.now();
  let sent = 0;
  const describe = (): Progress => {
    const elapsed = Date.now() - begun;
    const left = total - before - sent;
    return {
      percent: total === 0 ? 100 : ((before + sent) / total) * 100,
      phase: 'upload',
      text: `upload ${bytesInWords(before + sent)} of ${bytesInWords(total)}`,
      etaSeconds: sent > 0 && elapsed > estimateAfterMs ? (left / sent) * (elapsed / 1000) : null,
    };
  };
  try {
    view.update(describe());
    await sendParts(api, upload, parts, {
      signal,
      onSent: (bytes) => {
        sent += bytes;
        view.update(describe());
      },
    });
  } finally {
    view.end();
  }
}
