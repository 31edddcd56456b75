import { type ArchiveItem, ArchiveRefusal } from './archive-reader.ts';

/** Two hundred photos a day for thirteen years; JSON of nothing but empty posts would be many times that. */
const mostItems = 1_000_000;

/** Passes items on. Throws ArchiveRefusal when they are more than any person has. */
export async function* limitItems(
  items: AsyncIterable<ArchiveItem>,
  most = mostItems,
): AsyncGenerator<ArchiveItem> {
  let count = 0;
  for await (const item of items) {
    count += 1;
    if (count > most)
      throw new ArchiveRefusal(
        'memories.archive_too_large',
        `The archive tells of more than ${most} photos and posts. Ask the network for a shorter span of time, and import several archives.`,
      );
    yield item;
  }
}
