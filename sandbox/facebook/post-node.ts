import type { SandboxContext } from '../core/context.ts';
import type { Person, Photo, Post } from '../people/types.ts';
import { graphTime, imagesOf, placeNode } from './photo-node.ts';
import type { GraphNode } from './select-fields.ts';

const known = [
  'id',
  'attachments',
  'created_time',
  'from',
  'full_picture',
  'message',
  'permalink_url',
  'place',
  'status_type',
  'story',
  'updated_time',
] as const;

/** A post as Graph shows it: its photos are attachments; several are subattachments of one album. */
export function postNode(context: SandboxContext, origin: string, owner: Person, post: Post): GraphNode {
  const attachments = attachmentsOf(context, origin, post);
  const permalink = `https://www.facebook.com/${post.id.replace('_', '/posts/')}`;
  return {
    type: 'Post',
    known,
    usual: ['created_time', 'message', 'story'],
    values: {
      id: post.id,
      attachments: attachments.length === 0 ? undefined : { data: attachments },
      created_time: graphTime(post.createdMs),
      from: { name: owner.name, id: owner.id },
      full_picture:
        post.photos[0] === undefined ? undefined : mediaOf(context, origin, post.photos[0]).image.src,
      message: post.message,
      permalink_url: permalink,
      place: post.place && placeNode(post.place),
      status_type:
        post.photos.length > 0
          ? 'added_photos'
          : post.link === undefined
            ? 'mobile_status_update'
            : 'shared_story',
      story: post.story,
      updated_time: graphTime(post.updatedMs),
    },
  };
}

function attachmentsOf(context: SandboxContext, origin: string, post: Post): object[] {
  if (post.link !== undefined) {
    const { url, title, description } = post.link;
    return [{ title, description, type: 'share', url, unshimmed_url: url, target: { url } }];
  }
  const [first] = post.photos;
  if (first === undefined) return [];
  const one = (photo: Photo) => {
    const url = `https://www.facebook.com/photo.php?fbid=${photo.id}`;
    return {
      media: mediaOf(context, origin, photo),
      target: { id: photo.id, url },
      ...(photo.name === undefined ? {} : { description: photo.name }),
      type: 'photo',
      url,
    };
  };
  if (post.photos.length === 1) return [{ ...one(first), title: first.album?.name ?? 'Photo' }];
  return [
    {
      media: mediaOf(context, origin, first),
      subattachments: { data: post.photos.map(one) },
      target: { id: first.album?.id ?? post.id, url: `https://www.facebook.com/${post.id}` },
      title: first.album?.name ?? 'Photos from the post',
      type: 'album',
      url: `https://www.facebook.com/${post.id}`,
    },
  ];
}

/** The 720-pixel size that a timeline shows. */
function mediaOf(context: SandboxContext, origin: string, photo: Photo) {
  const images = imagesOf(context, origin, photo);
  const shown = images.find(({ width, height }) => Math.max(width, height) === 720) ?? images[0];
  return { image: { height: shown?.height, src: shown?.source, width: shown?.width } };
}
