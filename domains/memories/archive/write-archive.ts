import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { archiveName, documentNames } from './archive-layout.ts';
import { listEntries } from './list-entries.ts';
import { openZip, type ZipEntry } from './open-zip.ts';
import { stageBlocks } from './stage-blocks.ts';

export interface WrittenArchive {
  blobName: string;
  bytes: number;
  sha256: string;
  entries: number;
  /** Of the blob: whoever reads it under this condition never gets half of another one. */
  etag: string;
}

/** Another worker has written the ZIP since this one began; trying again begins with what is there now. */
export class ArchiveSuperseded extends Error {
  constructor() {
    super('The archive was replaced by another writer meanwhile.');
    this.name = 'ArchiveSuperseded';
  }
}

export interface WriteOptions {
  signal?: AbortSignal;
  onEntry?: (done: number, total: number) => void;
  /** Called when everything is staged, just before it becomes visible; with the etag of the ZIP it is to replace. */
  beforeCommit?: (replaced: string | null) => Promise<unknown>;
}

/**
 * Writes `backup.zip` with constant memory. Its blocks are staged, those of an interrupted attempt are kept, and it
 * becomes visible in one step at the end, unless somebody else has written one since (ArchiveSuperseded).
 */
export async function writeArchive(
  dependencies: Pick<Runtime, 'mongo' | 'blobs'>,
  backup: BackupDoc,
  options: WriteOptions = {},
): Promise<WrittenArchive> {
  const { blobs } = dependencies;
  const blobName = archiveName(backup);
  const replaced = (await blobs.stat('backups', blobName))?.etag ?? null;
  const total = await countEntries(dependencies, backup);
  let entries = 0;
  const counted = count(listEntries(dependencies, backup), () => {
    entries += 1;
    options.onEntry?.(entries, total);
  });
  const target = { container: 'backups', name: blobName } as const;
  const staged = await stageBlocks({ blobs }, target, openZip(counted), options.signal);
  options.signal?.throwIfAborted();
  await options.beforeCommit?.(replaced);
  const committed = await blobs.commitBlocks('backups', blobName, staged.ids, {
    contentType: 'application/zip',
    ifMatch: replaced,
  });
  const after = committed ? await blobs.stat('backups', blobName) : null;
  if (!after) throw new ArchiveSuperseded();
  return { blobName, bytes: staged.bytes, sha256: staged.sha256, entries, etag: after.etag };
}

async function* count(entries: AsyncIterable<ZipEntry>, onEntry: () => void): AsyncGenerator<ZipEntry> {
  for await (const entry of entries) {
    yield entry;
    onEntry();
  }
}

/** How many there will be, for progress. */
async function countEntries({ mongo }: Pick<Runtime, 'mongo'>, backup: BackupDoc): Promise<number> {
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id };
  const [images] = await mongo.models.memories.aggregate<{ count: number }>([
    { $match: { ...scope, assetId: { $ne: null } } },
    { $group: { _id: '$assetId' } },
    { $count: 'count' },
  ]);
  return (images?.count ?? 0) + (await mongo.models.backupFiles.countDocuments(scope)) + documentNames.length;
}
