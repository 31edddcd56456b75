import { ulid } from 'ulid';
import type { ArchivePost } from '../../../providers/archive/archive-reader.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { postIdOf } from './record-archive-photos.ts';

/** How the same post is recognised in archives and in what the network lists: its second and its words. */
export function matchPost({ createdAt, text }: Pick<MemoryDoc, 'createdAt' | 'text'>): string | null {
  if (!createdAt) return null;
  return `${Math.floor(createdAt.getTime() / 1000)} ${foldWords(text).replace(/\s+/g, ' ').trim()}`;
}

/** Upserts posts with the ids of their photos, in order. A post that has taken the network's id keeps it. */
export async function recordArchivePosts(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  posts: ArchivePost[],
  photoIds: ReadonlyMap<string, string>,
): Promise<void> {
  if (posts.length === 0) return;
  const { memories } = mongo.models;
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id, kind: 'post' as const };
  const dates = posts.flatMap(({ createdAt }) => createdAt ?? []);
  const rows = await memories
    .find({ ...scope, sortAt: { $in: dates } }, 'remoteId createdAt text photoRemoteIds')
    .lean();
  const rowByMatch = new Map(rows.map((row) => [matchPost(row), row]));
  await memories.bulkWrite(
    posts.map((post) => {
      const match = matchPost({ createdAt: post.createdAt, text: textOf(post) });
      const row = match ? rowByMatch.get(match) : undefined;
      const remoteId = row?.remoteId ?? postIdOf(post.key);
      const photos = post.photoUris.flatMap((uri) => photoIds.get(uri) ?? []);
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
