import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createLru } from '../core/create-lru.ts';
import { openJournal } from '../core/open-journal.ts';
import type { Picture } from '../people/types.ts';
import { fingerprint } from './fingerprint.ts';
import { makeFiller } from './make-filler.ts';
import { renderPicture } from './render-picture.ts';

/** A picture that was shown, to be known again when it comes back to be described. */
export interface Known {
  key: string;
  look: string;
  variant: number;
  /** 8 × 8 pixels, RGB, base64. */
  print: string;
}

/** Renders pictures at their first request and keeps them: on disk below `dataDir`, else some in memory. */
export interface PhotoLibrary {
  /** The JPEG of one size; the full size carries EXIF. */
  read(picture: Picture, size: { width: number; height: number }): Promise<Buffer>;
  known(): Known[];
  close(): void;
}

const memoryBytes = 96_000_000;

export function createLibrary({ seed, dataDir }: { seed: number; dataDir?: string }): PhotoLibrary {
  const folder = dataDir === undefined ? undefined : join(dataDir, 'photos', `seed-${seed}`);
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const memory = createLru(memoryBytes);
  const pending = new Map<string, Promise<Buffer>>();
  const known = new Map<string, Known>();
  const journal = openJournal<Known>(folder && join(folder, 'known.jsonl'), (row) => known.set(row.key, row));

  async function kept(name: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const file = folder === undefined ? undefined : join(folder, `${name}.jpg`);
    if (file !== undefined && existsSync(file)) return readFile(file);
    const held = memory.get(name) ?? pending.get(name);
    if (held !== undefined) return held;
    const making = make().then(async (bytes) => {
      if (file === undefined) memory.set(name, bytes);
      else await writeWhole(file, bytes);
      return bytes;
    });
    pending.set(name, making);
    return making.finally(() => pending.delete(name));
  }
  async function full(picture: Picture): Promise<Buffer> {
    if (picture.look === 'filler') return makeFiller(picture);
    return kept(picture.key, async () => {
      const bytes = await renderPicture(picture, seed);
      if (!known.has(picture.key)) {
        const row: Known = {
          key: picture.key,
          look: picture.look,
          variant: picture.variant,
          print: await fingerprint(bytes),
        };
        known.set(picture.key, row);
        journal.append(row);
      }
      return bytes;
    });
  }
  return {
    async read(picture, { width, height }) {
      if (width === picture.width && height === picture.height) return full(picture);
      return kept(`${picture.key}_${width}x${height}`, async () =>
        sharp(await full(picture))
          .autoOrient()
          .resize(width, height, { fit: 'cover' })
          .jpeg({ quality: 80 })
          .toBuffer(),
      );
    },
    known: () => [...known.values()],
    close: journal.close,
  };
}

/** A reader finds the whole file or none. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const part = `${file}.${createHash('sha1').update(bytes).digest('hex').slice(0, 8)}.part`;
  await writeFile(part, bytes);
  await rename(part, file);
}
