import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { accountIds } from '../account-ids.ts';
import { damagedProblem, loadBackup } from '../backup/backup-key.ts';
import { forEachLimit } from '../backup/for-each-limit.ts';
import { linkPhotos } from '../backup/link-photos.ts';
import { renderAsset } from '../backup/render-photos.ts';
import { dateOf, type SavePicture, savePictures } from '../backup/save-pictures.ts';
import { recordFoundDate } from '../record-found-date.ts';
import { archiveId, type ImportKey } from './import-key.ts';
import type { OpenedUpload } from './open-upload.ts';
import { readPicture } from './read-picture.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock' | 'env' | 'logger'>;

/** Shared by everything a process does at once, so that its memory does not grow with the number of imports. */
export interface PictureLanes {
  /** Pictures in memory. */
  holding<T>(work: () => Promise<T>): Promise<T>;
  /** Pictures being decoded. */
  decoding<T>(work: () => Promise<T>): Promise<T>;
}

/** Rows of one page taken up at once; how many are at work is decided by the lanes. */
const atOnce = 8;

/**
 * Imports the photos of one page that are not imported yet: original and renditions stored, linked with the
 * network's id. A photo that is missing or unreadable is a problem of its row, not of the page; a repetition does
 * only what is left. Throws ArchiveRefusal.
 */
export async function importPhotos(
  dependencies: Dependencies,
  key: ImportKey & { page: number },
  opened: OpenedUpload,
  lanes: PictureLanes,
  options: { signal?: AbortSignal; onPhoto?: () => void } = {},
): Promise<void> {
  const { memories } = dependencies.mongo.models;
  const { workspaceId, backupId, page } = key;
  const backup = await loadBackup(dependencies, key);
  const owner = {
    backup,
    accounts: await accountIds(dependencies, backup),
    save: savePictures(dependencies, backup),
  };
  const rows = await memories
    .find({
      workspaceId,
      backupId,
      kind: 'photo',
      page,
      $or: [{ state: 'listed' }, { state: 'stored', rendered: false }],
    })
    .lean();
  await forEachLimit(rows, atOnce, (row) =>
    lanes.holding(async () => {
      options.signal?.throwIfAborted();
      const asset = await store(dependencies, owner, row, opened, options.signal);
      if (asset) await complete(dependencies, row, asset.doc, lanes, asset.bytes);
      options.onPhoto?.();
    }),
  );
}

interface Owner {
  backup: BackupDoc;
  /** Ids under which the account's photos may be known. */
  accounts: string[];
  save: SavePicture;
}

interface Stored {
  doc: AssetDoc;
  bytes: Buffer | undefined;
}

/** The photo's asset: the one that is known already, or a new one; null when the photo can't be had. */
async function store(
  dependencies: Dependencies,
  owner: Owner,
  row: MemoryDoc,
  opened: OpenedUpload,
  signal?: AbortSignal,
): Promise<Stored | null> {
  if (row.state === 'stored') {
    // Its own picture, whatever another archive has stored under this path since.
    const { assetId: _id, workspaceId } = row;
    const doc = await dependencies.mongo.models.assets.findOne({ _id, workspaceId }).lean();
    return doc && { doc, bytes: undefined };
  }
  const file = opened.find(row.entry);
  // A path may stand for another picture in another archive; an id of the network never does.
  if (!file || !row.remoteId.startsWith(archiveId)) {
    const known = await linkKnown(dependencies, owner, row);
    if (known) return { doc: known, bytes: undefined };
  }
  if (!file) {
    await fail(dependencies, row, row.problem ?? { code: 'missing', message: 'It is not in the archive.' });
    return null;
  }
  const read = await readPicture(opened.files, file, dependencies.env.MAX_PICTURE_BYTES, signal);
  if ('problem' in read) {
    await fail(dependencies, row, read.problem);
    return null;
  }
  return { doc: await owner.save(row, read.picture), bytes: read.picture.bytes };
}

/** The asset that an earlier backup of the account (or an earlier try) stored for this photo. */
async function linkKnown(
  dependencies: Dependencies,
  { backup, accounts }: Owner,
  row: MemoryDoc,
): Promise<AssetDoc | null> {
  const { remotePhotos, assets } = dependencies.mongo.models;
  const { workspaceId } = backup;
  const link = await remotePhotos
    .findOne({
      workspaceId,
      provider: backup.provider,
      accountId: { $in: accounts },
      remoteId: row.remoteId,
    })
    .lean();
  const asset = link && (await assets.findOne({ _id: link.assetId, workspaceId, erasing: null }).lean());
  if (!asset) return null;
  const usable = await linkPhotos(dependencies, backup, [{ row, asset }]);
  // The collector may have been faster: the picture is taken from the archive then.
  return usable.has(asset._id) ? asset : null;
}

/** Renditions where there are none yet, and the date that the archive knows; only then the row is complete. */
async function complete(
  dependencies: Dependencies,
  row: MemoryDoc,
  asset: AssetDoc,
  lanes: PictureLanes,
  bytes: Buffer | undefined,
): Promise<void> {
  const { assets, memories } = dependencies.mongo.models;
  const { workspaceId } = row;
  await recordFoundDate(dependencies, asset, dateOf(row));
  const done = asset.damaged || asset.renditions?.web !== undefined;
  const damaged = done ? asset.damaged : await lanes.decoding(() => renderAsset(dependencies, asset, bytes));
  const dated = await assets.findOne({ _id: asset._id, workspaceId }, 'takenAt takenAtOrigin').lean();
  const { takenAt, takenAtOrigin } = dated ?? {};
  await memories.updateOne(
    { _id: row._id, workspaceId },
    {
      $set: {
        rendered: true,
        ...(damaged ? { problem: damagedProblem } : {}),
        ...(takenAt && takenAtOrigin === 'exif' ? { takenAt, sortAt: takenAt } : {}),
        ...(takenAt && takenAtOrigin === 'person' ? { sortAt: takenAt } : {}),
      },
    },
  );
}

async function fail(
  { mongo }: Pick<Runtime, 'mongo'>,
  row: MemoryDoc,
  problem: NonNullable<MemoryDoc['problem']>,
): Promise<void> {
  await mongo.models.memories.updateOne(
    { _id: row._id, workspaceId: row.workspaceId, state: 'listed' },
    { $set: { state: 'failed', problem } },
  );
}
