import type { Blobs, ContainerName } from '../../../runtime/blob.ts';

/** Removes every blob whose name begins so. Safe to repeat; blocks that were never committed are forgotten by storage itself within a week. */
export async function removeFolder(
  { blobs }: { blobs: Blobs },
  container: ContainerName,
  prefix: string,
  signal?: AbortSignal,
): Promise<void> {
  for await (const { name } of blobs.list(container, prefix)) {
    signal?.throwIfAborted();
    await blobs.remove(container, name);
  }
}
