import { z } from 'zod';
import type { Place } from '../../../schemas/contracts/memories.ts';
import { ProviderError } from '../../errors.ts';
import type { Fetch } from '../../http.ts';
import type { MemoriesSource, RemotePhoto, RemotePost } from '../memories-source.ts';
import type { Graph } from './graph.ts';
import { openFacebookPicture } from './open-picture.ts';

const Image = z.object({ source: z.string(), width: z.number().catch(0), height: z.number().catch(0) });
const GraphPlace = z.object({
  name: z.string().optional(),
  location: z
    .object({
      city: z.string().optional(),
      country: z.string().optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
    })
    .optional(),
});
const Photo = z.object({
  id: z.string(),
  name: z.string().default(''),
  alt_text: z.string().optional(),
  album: z.object({ name: z.string().optional() }).optional(),
  created_time: z.string().optional(),
  backdated_time: z.string().optional(),
  height: z.number().optional(),
  width: z.number().optional(),
  images: z.array(Image).default([]),
  link: z.string().optional(),
  place: GraphPlace.optional(),
});
const Media = z.object({ image: z.object({ src: z.string() }).optional() });
const Attachment = z.object({
  type: z.string().default(''),
  media: Media.optional(),
  target: z.object({ id: z.string().optional() }).optional(),
});
const Post = z.object({
  id: z.string(),
  message: z.string().default(''),
  story: z.string().optional(),
  created_time: z.string().optional(),
  permalink_url: z.string().optional(),
  place: GraphPlace.optional(),
  attachments: z
    .object({
      data: z.array(
        Attachment.extend({ subattachments: z.object({ data: z.array(Attachment) }).optional() }),
      ),
    })
    .optional(),
});
const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    paging: z
      .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
      .optional(),
  });

/** What Graph answers about an object that is not there, or not any more. */
const noSuchObject = '100/33';

const photoFields = 'id,name,alt_text,album{name},created_time,backdated_time,height,width,images,link,place';
const postFields =
  'id,message,story,created_time,permalink_url,place,attachments{type,media,target,subattachments{type,media,target}}';

/** Uploaded photos and own posts. `/me/photos` alone would give the photos a person is tagged in. */
export function createFacebookMemories(graph: Graph, fetch: Fetch): MemoriesSource {
  return {
    async listPhotos(token, { after, limit }, signal) {
      const query = { type: 'uploaded', fields: photoFields, limit, after: after ?? undefined };
      const page = await graph.get('/me/photos', token, query, pageOf(Photo), signal);
      return { items: page.data.map(toPhoto), after: nextCursor(page.paging) };
    },
    async listPosts(token, { after, limit }, signal) {
      const query = { fields: postFields, limit, after: after ?? undefined };
      const page = await graph.get('/me/posts', token, query, pageOf(Post), signal);
      return { items: page.data.map(toPost), after: nextCursor(page.paging) };
    },
    async photoUrl(token, photoId, signal) {
      const path = `/${encodeURIComponent(photoId)}`;
      try {
        const photo = await graph.get(path, token, { fields: 'id,images' }, Photo, signal);
        return largest(photo.images)?.source ?? null;
      } catch (error) {
        if (error instanceof ProviderError && error.vendorCode === noSuchObject) return null;
        throw error;
      }
    },
    openPicture: (url, signal) => openFacebookPicture(fetch, url, signal),
  };
}

/** The cursor only if `next` is there: short and empty pages may still have one, the last has none. */
function nextCursor(paging: z.output<ReturnType<typeof pageOf>>['paging']): string | null {
  if (!paging?.next) return null;
  const after = paging.cursors?.after ?? new URL(paging.next).searchParams.get('after');
  if (after) return after;
  throw new ProviderError({
    provider: 'facebook',
    code: 'bad_answer',
    message: 'Facebook says that more follows, but not where.',
    outcome: 'unknown',
    retryable: true,
  });
}

/** `images[]` is not sorted. */
function largest(images: z.output<typeof Image>[]): z.output<typeof Image> | undefined {
  return images.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
}

function toPhoto(photo: z.output<typeof Photo>): RemotePhoto {
  const image = largest(photo.images);
  return {
    id: photo.id,
    url: image?.source ?? null,
    width: photo.width ?? image?.width ?? null,
    height: photo.height ?? image?.height ?? null,
    title: photo.name,
    altText: photo.alt_text ?? null,
    album: photo.album?.name ?? null,
    createdAt: toDate(photo.created_time),
    backdatedAt: toDate(photo.backdated_time),
    place: toPlace(photo.place),
    permalink: photo.link ?? null,
  };
}

function toPost(post: z.output<typeof Post>): RemotePost {
  const attachments = (post.attachments?.data ?? []).flatMap((attachment) =>
    attachment.subattachments ? attachment.subattachments.data : [attachment],
  );
  return {
    id: post.id,
    text: post.message || (post.story ?? ''),
    createdAt: toDate(post.created_time),
    place: toPlace(post.place),
    permalink: post.permalink_url ?? null,
    photos: attachments
      .filter(
        (attachment) =>
          attachment.media?.image &&
          /^(photo|cover_photo|profile_media|album|new_album)?$/.test(attachment.type),
      )
      .map((attachment) => ({
        id: attachment.target?.id ?? null,
        url: attachment.media?.image?.src ?? null,
      })),
  };
}

function toPlace(place: z.output<typeof GraphPlace> | undefined): Place | null {
  if (!place) return null;
  return {
    name: place.name ?? null,
    city: place.location?.city ?? null,
    country: place.location?.country ?? null,
    latitude: place.location?.latitude ?? null,
    longitude: place.location?.longitude ?? null,
  };
}

/** `2014-08-26T20:55:07+0000`: the offset has no colon, which ECMAScript does not promise to read. */
function toDate(text: string | undefined): Date | null {
  if (!text) return null;
  const date = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(date.getTime()) ? null : date;
}
