import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { ArchivePhoto } from '../../../providers/archive/archive-reader.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { archiveId } from './import-key.ts';
import { derivePhoto, mergePhoto, type PhotoFacts } from './merge-photo.ts';
import type { OpenedUpload } from './open-upload.ts';

/** Photos of one page: what an activity imports at a time. */
const pagePhotos = 100;

/** The network's id of a photo, else one made of where it lies: the same for every mention of the same file. */
export function photoIdOf({ remoteId, file, uri }: ArchivePhoto): string {
  if (remoteId) return remoteId;
  const place = file?.path ?? uri;
  return archiveId + createHash('sha256').update(place).digest('hex').slice(0, 32);
}

export const postIdOf = (key: string) => archiveId + key;

/**
 * Upserts mentions of photos, each photo once, in one write; what is stored stays stored, what failed gets another
 * try. `counted`: photos of the backup so far, from which pages are numbered. Returns how many there are now.
 */
export async function recordArchivePhotos(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  opened: OpenedUpload,
  photos: ArchivePhoto[],
  counted: number,
): Promise<number> {
  const mentions = new Map<string, PhotoFacts>();
  for (const photo of photos) {
    const id = photoIdOf(photo);
    const facts = factsOf(photo, opened);
    const known = mentions.get(id);
    mentions.set(id, known ? mergePhoto(known, facts) : facts);
  }
  if (mentions.size === 0) return counted;
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id, kind: 'photo' as const };
  const rows = await mongo.models.memories.find({ ...scope, remoteId: { $in: [...mentions.keys()] } }).lean();
  const rowOf = new Map(rows.map((row) => [row.remoteId, row]));
  let total = counted;
  await mongo.models.memories.bulkWrite(
    [...mentions].map(([remoteId, facts]) => {
      const row = rowOf.get(remoteId);
      const merged = row ? mergePhoto(row, facts) : facts;
      const { entry, sortAt, ...described } = { ...merged, ...derivePhoto(merged) };
      // What is stored stays as it is, with the date that its picture (or a person) has told since.
      const open =
        row?.state === 'stored'
          ? { takenAt: row.takenAt }
          : { state: 'listed' as const, entry, sortAt, problem: absent(entry) };
      const page = Math.floor(total / pagePhotos);
      if (!row) total += 1;
      return {
        updateOne: {
          filter: { ...scope, remoteId },
          update: {
            $set: { ...described, ...open, carried: false },
            $setOnInsert: { _id: ulid(clock.now()), page },
          },
          upsert: true,
        },
      };
    }),
    { ordered: false },
  );
  return total;
}

function factsOf(photo: ArchivePhoto, { entryOf }: OpenedUpload): PhotoFacts {
  return {
    createdAt: photo.createdAt,
    takenAt: photo.takenAt,
    text: photo.title,
    album: photo.album,
    place: photo.place,
    tags: photo.tags,
    comments: photo.comments,
    fromPostId: photo.postKey === null ? null : postIdOf(photo.postKey),
    entry: photo.file ? entryOf(photo.file) : { fileId: null, path: photo.uri },
  };
}

/** Why there is nothing to import for a photo that the archive names. */
function absent(entry: MemoryDoc['entry']): MemoryDoc['problem'] {
  if (entry?.fileId) return null;
  return /^https?:/i.test(entry?.path ?? '')
    ? { code: 'elsewhere', message: 'It is not in the archive, which only gives its address on the web.' }
    : {
        code: 'missing',
        message:
          'The archive names it, but it is in none of the parts. Import all parts together, and it is added.',
      };
}
