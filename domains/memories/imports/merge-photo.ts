import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import { foldWords } from '../pictures/fold-words.ts';

/** What an archive tells of a photo; the same photo may be told of in a post, in an album and in the uploads. */
export type PhotoFacts = Pick<
  MemoryDoc,
  'createdAt' | 'takenAt' | 'text' | 'album' | 'place' | 'tags' | 'comments' | 'fromPostId' | 'entry'
>;

/**
 * One photo of two mentions: the longest text, an album rather than none, the earliest dates, everybody's tags and
 * comments. It belongs to its post alone only if nothing else shows it. Merging again changes nothing.
 */
export function mergePhoto(one: PhotoFacts, other: PhotoFacts): PhotoFacts {
  return {
    createdAt: earliest(one.createdAt, other.createdAt),
    takenAt: earliest(one.takenAt, other.takenAt),
    text: other.text.length > one.text.length ? other.text : one.text,
    album: one.album ?? other.album,
    place: one.place ?? other.place,
    tags: [...new Set([...(one.tags ?? []), ...other.tags])],
    comments: mergeComments(one.comments ?? [], other.comments),
    fromPostId: one.fromPostId && other.fromPostId ? one.fromPostId : null,
    entry: one.entry?.fileId ? one.entry : (other.entry ?? one.entry),
  };
}

/** Every comment once. */
export function mergeComments(
  one: MemoryDoc['comments'],
  other: MemoryDoc['comments'],
): MemoryDoc['comments'] {
  const keyOf = ({ author, text, createdAt }: MemoryDoc['comments'][number]) =>
    JSON.stringify([author, text, createdAt]);
  return [...new Map([...one, ...other].map((comment) => [keyOf(comment), comment])).values()];
}

/** What follows from the facts of a photo: its place in lists and the words it is found by. */
export function derivePhoto(facts: PhotoFacts): Pick<MemoryDoc, 'sortAt' | 'words'> {
  const { text, album, place } = facts;
  return {
    sortAt: facts.takenAt ?? facts.createdAt ?? new Date(0),
    words: foldWords(text, album, place?.name, place?.city, place?.country),
  };
}

function earliest(one: Date | null | undefined, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one <= other ? one : other;
}
