import { invalid } from '../../schemas/contracts/errors.ts';
import type { Memory } from '../../schemas/contracts/memories.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import type { Models } from '../../schemas/models/index.ts';
import { toMemories } from './memory-view.ts';
import { foldWords } from './pictures/fold-words.ts';

export interface MemoryFilter {
  limit: number;
  cursor?: string | undefined;
  kind?: 'photo' | 'post' | undefined;
  state?: 'listed' | 'stored' | 'failed' | undefined;
  album?: string | undefined;
  /** Every word has to occur, in the text, album, place or caption. */
  q?: string | undefined;
}

/** A page of a backup's photos and posts, newest first by their own date, and how many there are in all. */
export async function listMemories(
  models: Models,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  filter: MemoryFilter,
): Promise<{ items: Memory[]; nextCursor: string | null; total: number }> {
  const { workspaceId } = backup;
  const words = foldWords(filter.q).split(/\s+/).filter(Boolean);
  const match = {
    workspaceId,
    backupId: backup._id,
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...(filter.state ? { state: filter.state } : {}),
    ...(filter.album ? { album: filter.album } : {}),
    ...(words.length > 0 ? { $and: words.map(containsWord) } : {}),
  };
  const [rows, total] = await Promise.all([
    models.memories
      .find(filter.cursor ? { $and: [match, after(filter.cursor)], workspaceId } : match)
      .sort({ sortAt: -1, _id: -1 })
      .limit(filter.limit + 1)
      .lean(),
    models.memories.countDocuments(match),
  ]);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: await toMemories(models, workspaceId, page),
    nextCursor: rows.length > filter.limit && last ? `${last.sortAt.getTime()}.${last._id}` : null,
    total,
  };
}

function containsWord(word: string) {
  const pattern = new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { $or: [{ words: pattern }, { captionWords: pattern }] };
}

function after(cursor: string) {
  const match = /^(-?\d{1,15})\.([0-9A-Z]{26})$/.exec(cursor);
  if (!match)
    throw invalid('common.invalid_cursor', 'This page address is not valid; start from the beginning.');
  const sortAt = new Date(Number(match[1]));
  return { $or: [{ sortAt: { $lt: sortAt } }, { sortAt, _id: { $lt: match[2] } }] };
}
