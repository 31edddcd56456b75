import { createHash } from 'node:crypto';
import type { ArchivePost } from './archive-reader.ts';

type Told = Pick<ArchivePost, 'createdAt' | 'text' | 'photoUris' | 'links'>;

/**
 * Gives posts their keys: from time and words, as these are the same in every archive. Posts of one second without
 * words, or with the same, are told apart by what they show and numbered in order. Null: that very post came before.
 */
export function createPostKeys(): (post: Told) => string | null {
  const known = new Map<string, Set<string>>();
  return (post) => {
    const key = hash(`${post.createdAt?.toISOString() ?? ''}\n${post.text.normalize('NFC').trim()}`);
    const shown = hash([...post.photoUris, ...post.links].join('\n'));
    const same = known.get(key) ?? new Set();
    if (same.has(shown)) return null;
    known.set(key, same.add(shown));
    return same.size === 1 ? key : `${key}-${same.size}`;
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
