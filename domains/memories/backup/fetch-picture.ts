import { ProviderError } from '../../../providers/errors.ts';
import type { MemoriesSource } from '../../../providers/social/memories-source.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { type PictureType, recognizePicture } from '../pictures/recognize-picture.ts';

/** Something is wrong with the picture itself; another try would give the same. The message is for the user. */
export class PictureProblem extends Error {
  readonly code: 'gone' | 'not_a_picture' | 'too_large' | 'no_address';

  constructor(code: PictureProblem['code'], message: string) {
    super(message);
    this.name = 'PictureProblem';
    this.code = code;
  }
}

export interface FetchedPicture extends PictureType {
  bytes: Buffer;
}

interface Access {
  source: MemoriesSource;
  token: string | null;
  maxBytes: number;
  signal: AbortSignal | undefined;
  /** Waits until the process has room for so many bytes. */
  take?: ((bytes: number) => Promise<void>) | undefined;
  /** Milliseconds that one download may take. */
  downloadMs?: number;
}

/** Downloads one picture; an expired address is read anew, once. Throws ProviderError or PictureProblem. */
export async function fetchPicture(access: Access, row: MemoryDoc): Promise<FetchedPicture> {
  const url = row.sourceUrl ?? (await freshAddress(access, row));
  try {
    return await download(access, url);
  } catch (error) {
    if (!(error instanceof ProviderError && error.code === 'link_expired')) throw error;
    return download(access, await freshAddress(access, row));
  }
}

async function freshAddress({ source, token, signal }: Access, row: MemoryDoc): Promise<string> {
  const hasOwnId = !row.remoteId.includes(':');
  if (!token || !hasOwnId) {
    throw new PictureProblem('no_address', 'Facebook gave no address for the picture.');
  }
  const url = await source.photoUrl(token, row.remoteId, signal);
  if (url) return url;
  throw new PictureProblem('gone', 'The picture is not at Facebook any more.');
}

/** A server that trickles would hold up the whole page; after this the picture's own tries count. */
const patienceMs = 5 * 60_000;

async function download(access: Access, url: string): Promise<FetchedPicture> {
  const { source, maxBytes, signal, take } = access;
  const deadline = AbortSignal.timeout(access.downloadMs ?? patienceMs);
  const until = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const opened = await source.openPicture(url, until).catch((cause: unknown) => {
    throw deadline.aborted ? cutOff(cause) : cause;
  });
  await take?.(opened.bytes ?? maxBytes);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of opened.body) {
      size += chunk.byteLength;
      if (size > maxBytes)
        throw new PictureProblem('too_large', 'The file is larger than this installation allows.');
      parts.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof PictureProblem || signal?.aborted) throw cause;
    throw cutOff(cause);
  }
  if (opened.bytes !== null && size < opened.bytes) throw cutOff();
  const bytes = Buffer.concat(parts);
  const type = recognizePicture(bytes);
  if (!type) throw new PictureProblem('not_a_picture', 'Facebook sent something that is not a picture.');
  return { bytes, ...type };
}

const cutOff = (cause?: unknown) =>
  new ProviderError({
    provider: 'facebook',
    code: 'unavailable',
    message: 'The download broke off.',
    retryable: true,
    cause,
  });
