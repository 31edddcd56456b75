import type { ArchiveFile, ArchiveFiles } from '../../../providers/archive/archive-reader.ts';
import type { MemoryDoc } from '../../../schemas/models/memory.ts';
import type { FetchedPicture } from '../backup/fetch-picture.ts';
import { recognizePicture } from '../pictures/recognize-picture.ts';
import { isFileProblem } from './is-file-problem.ts';

type Outcome = { picture: FetchedPicture } | { problem: NonNullable<MemoryDoc['problem']> };

const sayings = {
  too_large: 'The file is larger than this installation allows.',
  not_a_picture: 'The file in the archive is not a picture.',
  unreadable: 'The file in the archive can’t be read. Download the archive again from the network.',
};

const fail = (code: keyof typeof sayings): Outcome => ({ problem: { code, message: sayings[code] } });

/**
 * A picture's bytes out of the archive, at most `maxBytes`, or what is wrong with this one file. Throws
 * ArchiveRefusal when the archive turns out to be hostile, and what blob storage throws.
 */
export async function readPicture(
  files: ArchiveFiles,
  file: ArchiveFile,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Outcome> {
  if (file.bytes > maxBytes) return fail('too_large');
  try {
    const parts: Buffer[] = [];
    for await (const chunk of (await files.open(file, signal)) as AsyncIterable<Buffer>) parts.push(chunk);
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    const type = recognizePicture(bytes);
    return type ? { picture: { bytes, ...type } } : fail('not_a_picture');
  } catch (error) {
    if (!isFileProblem(error)) throw error;
    return fail(error.code === 'too_large' ? 'too_large' : 'unreadable');
  }
}
