import { type Blobs, createBlobs } from '../../runtime/blob.ts';
import { parseEnv } from '../../runtime/env.ts';
import { connectMongo, type Mongo } from '../../runtime/mongo.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import { readArchive, sha256 } from '../support/read-archive.ts';

/** What the outside world has: the hash of each photo by its id. */
export type Truth = Map<string, string>;

export interface Findings {
  /** Photos of the truth that are not stored with equal bytes, or not in the ZIP. */
  lost: string[];
  /** Rows, assets, files or jobs that are there more than once, and blobs that belong to nothing. */
  twice: string[];
}

export interface Judge {
  look(backupId: string, truth: Truth): Promise<Findings>;
  mongo: Mongo;
  blobs: Blobs;
  close(): Promise<void>;
}

/** Reads database and storage past every proxy and compares them with the truth, byte for byte. */
export async function openJudge(settings: Record<string, string>): Promise<Judge> {
  const env = parseEnv(settings);
  const mongo = await connectMongo(env.MONGODB_URI);
  const blobs = createBlobs(env);
  const { models } = mongo;

  /** Originals in storage that no asset knows. */
  async function findStrays(workspaceId: string): Promise<string[]> {
    const known = new Set(await models.assets.distinct('blobName', { workspaceId }));
    const strays: string[] = [];
    for await (const { name } of blobs.list('assets', `${workspaceId}/`)) {
      if (!name.includes('/renditions/') && !known.has(name)) strays.push(`blob ${name} of nobody`);
    }
    return strays;
  }

  return {
    mongo,
    blobs,
    async look(backupId, truth) {
      const backup = await models.backups
        .findById(backupId)
        .setOptions({ acrossWorkspaces: 'the judge sees all' })
        .lean();
      if (!backup) return { lost: [...truth.keys()], twice: [] };
      const { workspaceId } = backup;
      const rows = await models.memories.find({ workspaceId, backupId, kind: 'photo' }).lean();
      const assets = await models.assets.find({ workspaceId }).lean();
      const assetOf = new Map(assets.map((asset) => [asset._id, asset]));
      const inZip = await hashesOf(blobs, backup);
      const lost: string[] = [];
      for (const [id, hash] of truth) {
        const row = rows.find(({ remoteId }) => remoteId === id);
        const asset = assetOf.get(row?.assetId ?? '');
        const bytes = asset ? await blobs.read('assets', asset.blobName) : null;
        if (!bytes || sha256(bytes) !== hash) lost.push(`photo ${id}`);
        else if (!inZip.includes(hash)) lost.push(`photo ${id} of the ZIP`);
      }
      const jobs = await models.jobs.countDocuments({ workspaceId, 'subject.id': backupId });
      return {
        lost,
        twice: [
          ...repeated(
            'row',
            rows.map(({ remoteId }) => remoteId),
          ),
          ...repeated(
            'asset',
            assets.map((asset) => asset.sha256),
          ),
          ...repeated('file of the ZIP', inZip),
          ...(jobs === 1 ? [] : [`${jobs} jobs`]),
          ...(await findStrays(workspaceId)),
        ],
      };
    },
    close: () => mongo.close(),
  };
}

const repeated = (what: string, keys: string[]) =>
  keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${what} ${key}`);

/** The hashes of the images in the ZIP; none when there is no ZIP. */
async function hashesOf(blobs: Blobs, backup: BackupDoc): Promise<string[]> {
  if (!backup.archive) return [];
  const files = await readArchive({ blobs }, backup);
  return [...files].filter(([path]) => path.startsWith('images/')).map(([, file]) => file.sha256);
}
