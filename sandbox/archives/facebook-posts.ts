import type { FacebookSource, Sheet } from './types.ts';
import { writePost } from './write-post.ts';

/** The posts files, newest post first; a hundred posts or a quarter of all to a file. */
export function postSheets(source: FacebookSource): Sheet[] {
  const { person, layout } = source;
  const { postsKey } = layout;
  const total = person.posts.length;
  const perFile = postsKey === undefined ? Math.max(100, Math.ceil(total / 4)) : Math.max(1, total);
  return Array.from({ length: Math.ceil(total / perFile) }, (_, i) => {
    const first = i * perFile;
    const written = person.posts
      .slice(first, first + perFile)
      .map((post, at) => writePost(source, post, first + at));
    const list = written.map(({ json }) => json);
    return {
      path: layout.posts(i + 1),
      value: postsKey === undefined ? list : { [postsKey]: list },
      photos: written.flatMap(({ photos }) => photos),
      posts: written.map(({ mention }) => mention),
    };
  });
}
