import type { Blobs, ContainerName } from '../../../runtime/blob.ts';
import { digestStream } from '../archive/digest-stream.ts';
import { type Finding, finding } from './finding.ts';

export interface BlobExpectation {
  container: ContainerName;
  name: string;
  /** As the finding names it. */
  path: string;
  bytes: number;
  sha256: string;
}

/** Reads a blob to its end; null finding when it is what it should be. */
export async function digestBlob(
  { blobs }: { blobs: Pick<Blobs, 'open'> },
  { container, name, path, bytes, sha256 }: BlobExpectation,
  signal?: AbortSignal,
): Promise<{ bytes: number; finding: Finding | null }> {
  const stream = await blobs.open(container, name);
  if (!stream) return { bytes: 0, finding: finding('blob', 'missing', path) };
  const read = await digestStream(stream, { signal });
  const same = read.bytes === bytes && read.sha256 === sha256;
  return { bytes: read.bytes, finding: same ? null : finding('blob', 'changed', path) };
}
