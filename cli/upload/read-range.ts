import { open } from 'node:fs/promises';
import { CommandError } from '../dependencies.ts';

/** Reads exactly this range of a file into `target`, from `at` on. */
export async function readRange(
  path: string,
  range: { offset: number; count: number },
  target: Buffer,
  at = 0,
): Promise<void> {
  const file = await open(path, 'r');
  try {
    let done = 0;
    while (done < range.count) {
      const { bytesRead } = await file.read(target, at + done, range.count - done, range.offset + done);
      if (bytesRead === 0) throw new CommandError(`${path} has become shorter while it was read.`);
      done += bytesRead;
    }
  } finally {
    await file.close();
  }
}
