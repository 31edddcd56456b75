import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { mostPartBytes } from '../../schemas/contracts/imports.ts';
import { CommandError } from '../dependencies.ts';
import { edgeBytes, fingerprintOf, type Part } from './part.ts';
import { readRange } from './read-range.ts';

/** Every ZIP begins with it, an empty one too. */
const signature = 'PK';

/** A ZIP on the disk. Throws a CommandError for what can't be one, before anything is sent. */
export async function openZip(path: string): Promise<Part> {
  const { size: bytes } = await stat(path);
  if (bytes === 0) throw new CommandError(`${path} is empty (0 bytes). Download it again from the network.`);
  if (bytes > mostPartBytes) throw new CommandError(`${path} is larger than 200 GiB.`);
  const read = async (offset: number, count: number) => {
    const target = Buffer.allocUnsafe(count);
    await readRange(path, { offset, count }, target);
    return target;
  };
  const edge = Math.min(edgeBytes, bytes);
  const first = await read(0, edge);
  if (!first.toString('latin1').startsWith(signature)) {
    throw new CommandError(
      `${path} is no ZIP file. Give the ZIP files that the network made, or the folder that they were unpacked to.`,
    );
  }
  const last = await read(bytes - edge, edge);
  return {
    name: basename(path).normalize('NFC'),
    bytes,
    fingerprint: fingerprintOf(bytes, first, last),
    read,
  };
}
