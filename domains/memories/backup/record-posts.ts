import { ulid } from 'ulid';
import type { RemotePost } from '../../../providers/social/memories-source.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { foldWords } from '../pictures/fold-words.ts';
import { type ListedPhoto, recordPhotos } from './record-photos.ts';

/** Pages of pictures that only posts showed follow those of the uploads. */
const postPhotoPages = 1_000_000;

/** The page number under which the pictures of one page of posts are stored. */
export const photoPageOfPosts = (page: number) => postPhotoPages + page;

/**
 * Upserts the posts of one page. Their pictures are those of the uploads where the ids agree; the others are
 * recorded as photos of their own. Returns how many of these have to be stored or rendered.
 */
export async function recordPosts(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  backup: BackupDoc,
  page: number,
  posts: RemotePost[],
): Promise<number> {
  if (posts.length === 0) return 0;
  const { memories } = dependencies.mongo.models;
  const scope = { workspaceId: backup.workspaceId, backupId: backup._id };
  await memories.bulkWrite(
    posts.map((post) => ({
      updateOne: {
        filter: { ...scope, kind: 'post' as const, remoteId: post.id },
        update: {
          $set: {
            page,
            fromPostId: null,
            createdAt: post.createdAt,
            backdatedAt: null,
            sortAt: post.createdAt ?? new Date(0),
            text: post.text,
            altText: null,
            album: null,
            place: post.place,
            permalink: post.permalink,
            sourceUrl: null,
            state: 'stored' as const,
            photoRemoteIds: photosOf(post).map(({ id }) => id),
            words: foldWords(post.text, post.place?.name, post.place?.city, post.place?.country),
          },
          $setOnInsert: {
            _id: ulid(dependencies.clock.now()),
            problem: null,
            assetId: null,
            fresh: false,
            tries: 0,
            rendered: false,
            captioned: false,
            captionWords: '',
          },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
  const pictures = new Map(posts.flatMap(photosOf).map((photo) => [photo.id, photo]));
  const uploads = await memories
    .find({ ...scope, kind: 'photo', remoteId: { $in: [...pictures.keys()] }, fromPostId: null }, 'remoteId')
    .lean();
  for (const { remoteId } of uploads) pictures.delete(remoteId);
  return recordPhotos(dependencies, backup, photoPageOfPosts(page), [...pictures.values()]);
}

/** A picture without an id of its own is known by its post and place in it. */
function photosOf(post: RemotePost): ListedPhoto[] {
  return post.photos.map((photo, index) => ({
    id: photo.id ?? `${post.id}:${index + 1}`,
    url: photo.url,
    width: null,
    height: null,
    title: '',
    altText: null,
    album: null,
    createdAt: post.createdAt,
    backdatedAt: null,
    place: post.place,
    permalink: post.permalink,
    fromPostId: post.id,
  }));
}
