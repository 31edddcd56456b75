import { type ArchiveItem, ArchiveRefusal } from './archive-reader.ts';

/** Two hundred photos a day for thirteen years; JSON of nothing but empty posts would be many times that. */
export const mostItems = 1_000_000;

/** Passes items on. Throws ArchiveRefusal when they are more than any person has. */
export async function* limitItems(
  items: AsyncIterable<ArchiveItem>,
  most = mostItems,
): AsyncGenerator<ArchiveItem> {
  let count = 0;
  for await (const item of items) {
    count += 1;
    if (count > most) throw tooManyItems(most);
    yield item;
  }
}

export function tooManyItems(most = mostItems): ArchiveRefusal {
  return new ArchiveRefusal(
    'memories.archive_too_large',
    `The archive tells of more than ${most} photos, videos and posts. Ask the network for a shorter span of time, and import several archives.`,
  );
}
