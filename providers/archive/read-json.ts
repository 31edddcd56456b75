import {
  type ArchiveFile,
  ArchiveFileProblem,
  type ArchiveFiles,
  type ArchiveItem,
} from './archive-reader.ts';
import { repairMojibake } from './repair-mojibake.ts';
import { JsonBreak, type JsonPiece, JsonSplitter } from './split-json.ts';

export type Problem = Extract<ArchiveItem, { kind: 'problem' }>;
export type Piece = { kind: 'piece' } & Pick<JsonPiece, 'list' | 'value'>;

/** Members of a post that stands alone in its file; other lists of a file's object are lists of items. */
const postMembers = new Set(['attachments', 'data', 'tags', 'media', 'label_values', 'comments']);

/**
 * The items of a JSON file one by one with their texts repaired, and last, for a file that is an object, that object
 * without its lists. A file that can't be read, or only in part, ends with a problem. Refusals of the archive and
 * errors of the parts' own reading come through.
 */
export async function* readJson(
  files: ArchiveFiles,
  file: ArchiveFile,
  signal?: AbortSignal,
): AsyncGenerator<Piece | Problem> {
  const splitter = new JsonSplitter((key) => postMembers.has(key));
  try {
    for await (const chunk of (await files.open(file, signal)) as AsyncIterable<Buffer>)
      for (const piece of splitter.push(chunk)) yield toItem(file, piece);
    splitter.end();
  } catch (error) {
    if (!(error instanceof JsonBreak || error instanceof ArchiveFileProblem)) throw error;
    for (const piece of splitter.rest()) yield toItem(file, piece);
    if (error instanceof JsonBreak) yield problemOf(file, error.message);
    else yield { kind: 'problem', path: file.path, code: error.code, message: error.message };
  }
}

/** A line for the import report. */
export function problemOf(file: ArchiveFile, message: string): Problem {
  return { kind: 'problem', path: file.path, code: 'bad_json', message };
}

function toItem(file: ArchiveFile, { list, value, problem }: JsonPiece): Piece | Problem {
  if (problem !== undefined) return problemOf(file, problem);
  return { kind: 'piece', list, value: repairMojibake(value) };
}
