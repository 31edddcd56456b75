import { ProviderError } from '../../../providers/errors.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { openToken } from '../connection-token.ts';
import { requireFacebook } from '../require-facebook.ts';
import { type BackupKey, loadBackup, noteBackup } from './backup-key.ts';
import { createLanes } from './create-lanes.ts';
import { fetchPicture, PictureProblem } from './fetch-picture.ts';
import { forEachLimit } from './for-each-limit.ts';
import { savePictures } from './save-pictures.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock' | 'env' | 'envelopes' | 'providers' | 'logger'>;

const mostTries = 4;

/** Room in the process's memory for one download, until it is stored. */
export interface Hold {
  take(bytes: number): Promise<void>;
  release(): void;
}

/**
 * Downloads the photos of one page that are not stored yet. A photo that can't be had is a problem of its row,
 * not of the page. Throws a retryable ProviderError while some are worth another try; a repetition does only those.
 */
export async function storePhotos(
  dependencies: Dependencies,
  key: BackupKey & { page: number },
  options: { signal?: AbortSignal; onStored?: () => void; hold?: () => Hold } = {},
): Promise<void> {
  const { memories, connections } = dependencies.mongo.models;
  const backup = await loadBackup(dependencies, key);
  const connection = await connections
    .findOne({ _id: backup.connectionId, workspaceId: key.workspaceId })
    .lean();
  const access = {
    source: requireFacebook(dependencies).provider.memories,
    token: connection && openToken(dependencies, connection),
    maxBytes: dependencies.env.MAX_PICTURE_BYTES,
    signal: options.signal,
  };
  const rows = await memories
    .find({
      workspaceId: key.workspaceId,
      backupId: key.backupId,
      kind: 'photo',
      page: key.page,
      state: 'listed',
    })
    .lean();
  const save = savePictures(dependencies, backup);
  let again: ProviderError | null = null;

  // Twice as many at work: while some are downloaded, others are stored.
  const downloads = dependencies.env.DOWNLOAD_CONCURRENCY;
  const downloading = createLanes(downloads);
  await forEachLimit(rows, 2 * downloads, async (row) => {
    options.signal?.throwIfAborted();
    const hold = options.hold?.();
    try {
      const picture = await downloading(() => fetchPicture({ ...access, take: hold?.take }, row));
      await save(row, picture);
      options.onStored?.();
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof ProviderError && error.code === 'reconnect') {
        await noteBackup(dependencies, key, 'reconnect_needed');
      }
      const worthIt = error instanceof ProviderError && error.retryable && row.tries + 1 < mostTries;
      if (worthIt) again = error;
      if (!(error instanceof ProviderError || error instanceof PictureProblem)) throw error;
      dependencies.logger.info({ err: error, backupId: key.backupId, memoryId: row._id }, 'photo not stored');
      await recordProblem(dependencies, row, error, worthIt);
    } finally {
      hold?.release();
    }
  });
  if (again) throw again;
}

async function recordProblem(
  { mongo }: Pick<Runtime, 'mongo'>,
  row: MemoryDoc,
  error: ProviderError | PictureProblem,
  tryAgain: boolean,
): Promise<void> {
  await mongo.models.memories.updateOne(
    { _id: row._id, workspaceId: row.workspaceId, state: 'listed' },
    tryAgain
      ? { $inc: { tries: 1 } }
      : {
          $inc: { tries: 1 },
          $set: { state: 'failed', problem: { code: error.code, message: error.message } },
        },
  );
}
