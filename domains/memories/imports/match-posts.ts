import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { foldWords } from '../pictures/fold-words.ts';

type Told = Pick<MemoryDoc, 'createdAt' | 'text'>;

/** How the same post is recognised in archives and in what the network lists: its second and its words. */
function matchOf({ createdAt, text }: Told): string | null {
  if (!createdAt) return null;
  return `${Math.floor(createdAt.getTime() / 1000)} ${foldWords(text).replace(/\s+/g, ' ').trim()}`;
}

/**
 * Finds the row of the same post, each row once. Where several posts of one second say the same (or nothing), the one
 * that shares a photo is taken, else the first.
 */
export function createPostMatcher<Row extends Told & Pick<MemoryDoc, 'photoRemoteIds'>>(
  rows: readonly Row[],
) {
  const byMatch = new Map<string, Row[]>();
  for (const row of rows) {
    const match = matchOf(row);
    if (match) byMatch.set(match, [...(byMatch.get(match) ?? []), row]);
  }
  return (post: Told, photoIds: readonly string[]): Row | undefined => {
    const same = byMatch.get(matchOf(post) ?? '') ?? [];
    const shared = same.findIndex((row) => row.photoRemoteIds.some((id) => photoIds.includes(id)));
    return same.splice(Math.max(0, shared), 1)[0];
  };
}
