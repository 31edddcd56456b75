import { ulid } from 'ulid';
import type { ArchivePost } from '../../../providers/archive/archive-reader.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { archiveId } from './import-key.ts';
import { createPostMatcher } from './match-posts.ts';
import { postIdOf } from './record-archive-photos.ts';

/** Ids of photos by the key of the post that showed them, and by uri. */
export type PhotoIds = Map<string, Map<string, string>>;

/** Upserts posts with the ids of their photos, in order. A post that has taken the network's id keeps it. */
export async function recordArchivePosts(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  posts: ArchivePost[],
  photoIds: PhotoIds,
): Promise<void> {
  if (posts.length === 0) return;
  const { memories } = mongo.models;
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id, kind: 'post' as const };
  const dates = posts.flatMap(({ createdAt }) => createdAt ?? []);
  const rows = await memories
    .find({ ...scope, sortAt: { $in: dates } }, 'remoteId createdAt text photoRemoteIds')
    .lean();
  const rowById = new Map(rows.map((row) => [row.remoteId, row]));
  // Rows under keys of archives are found by these: another post of the same second must not be taken for them.
  const findNamed = createPostMatcher(rows.filter(({ remoteId }) => !remoteId.startsWith(archiveId)));
  await memories.bulkWrite(
    posts.map((post) => {
      const photos = post.photoUris.flatMap((uri) => photoIds.get(post.key)?.get(uri) ?? []);
      const row =
        rowById.get(postIdOf(post.key)) ??
        findNamed({ createdAt: post.createdAt, text: textOf(post) }, photos);
      const remoteId = row?.remoteId ?? postIdOf(post.key);
      const { place } = post;
      return {
        updateOne: {
          filter: { ...scope, remoteId },
          update: {
            $set: {
              createdAt: post.createdAt,
              sortAt: post.createdAt ?? new Date(0),
              text: textOf(post),
              place,
              tags: post.tags,
              comments: post.comments,
              state: 'stored' as const,
              carried: false,
              photoRemoteIds: [...new Set([...photos, ...(row?.photoRemoteIds ?? [])])],
              words: foldWords(textOf(post), place?.name, place?.city, place?.country),
            },
            // Until an earlier backup turns out to have it.
            $setOnInsert: { _id: ulid(clock.now()), page: 0, fresh: true },
          },
          upsert: true,
        },
      };
    }),
    { ordered: false },
  );
}

/** A post that only shares an address would look empty without it. */
const textOf = ({ text, links }: ArchivePost) => text || links.join('\n');
