import { randomUUID } from 'node:crypto';
import { type Import, type ImportFile, importRoutes } from '../../schemas/contracts/imports.ts';
import type { ApiClient } from '../api-client.ts';
import type { Part } from './part.ts';
import { isTooMany, retryCall } from './retry-call.ts';

export interface UploadWish {
  connectionId: string | null;
  includeMessages: boolean;
}

/**
 * The upload of these parts: one that was interrupted, one whose import is at work already, or a new one. Parts are
 * known again by name, size and fingerprint.
 */
export async function openUpload(
  api: ApiClient,
  parts: readonly Part[],
  { connectionId, includeMessages }: UploadWish,
  signal: AbortSignal,
): Promise<Import> {
  // An API that is not there now is said so, instead of being waited for.
  const list = () => api.call(importRoutes.listImports, { query: { limit: 100 } });
  const { items } = await retryCall(signal, list, isTooMany);
  const present = items.find(
    (one) =>
      (one.state === 'uploading' || one.state === 'running') &&
      one.includeMessages === includeMessages &&
      one.connectionId === connectionId &&
      one.files.length === parts.length &&
      parts.every((part) => findFile(one, part)),
  );
  if (present) return present;
  const files = parts.map(({ name, bytes, fingerprint }) => ({ name, bytes, fingerprint }));
  // One key for all attempts: an upload whose answer was lost is not made twice.
  const idempotencyKey = randomUUID();
  return retryCall(signal, () =>
    api.call(importRoutes.createImport, { body: { files, connectionId, includeMessages }, idempotencyKey }),
  );
}

/** The file of an upload that a part is. */
export function findFile({ files }: Import, part: Part): ImportFile | undefined {
  return files.find(
    ({ name, bytes, fingerprint }) =>
      name === part.name && bytes === part.bytes && fingerprint === part.fingerprint,
  );
}
