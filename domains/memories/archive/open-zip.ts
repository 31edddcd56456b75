import type { Readable } from 'node:stream';
import yazl from 'yazl';

export interface ZipEntry {
  path: string;
  /** Undefined while it is not known before it is read. */
  bytes?: number;
  modifiedAt: Date;
  /** False where deflating would only cost time: photographs don't shrink. */
  compress: boolean;
  open: () => Promise<Readable> | Readable;
}

/** A ZIP holds no earlier and no later time (two seconds in MS-DOS format, 31 bits of Unix time beside it). */
const earliest = Date.UTC(1980, 0, 2);
const latest = Date.UTC(2038, 0, 18);

/**
 * A ZIP of these entries, made while it is read: one entry is open at a time. The same entries give the same bytes.
 * zip64 where it is needed. An error of an entry ends the stream with it.
 */
export function openZip(entries: AsyncIterable<ZipEntry>): Readable {
  const zip = new yazl.ZipFile();
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  const directory = new DirectorySoFar(zip);
  const addAll = async () => {
    for await (const entry of entries) {
      if (out.destroyed) return;
      directory.takeWritten();
      await addEntry(zip, out, entry);
    }
    directory.giveBack();
    zip.end();
  };
  addAll().catch((error: Error) => out.destroy(error));
  return out;
}

/** Resolves when the entry has been read to its end. */
async function addEntry(zip: yazl.ZipFile, out: Readable, entry: ZipEntry): Promise<void> {
  const time = Math.min(latest, Math.max(earliest, entry.modifiedAt.getTime()));
  const options = {
    compress: entry.compress,
    mtime: new Date(time),
    ...(entry.bytes === undefined ? {} : { size: entry.bytes }),
  };
  const source = await entry.open();
  const read = readToEnd(source, out);
  zip.addReadStreamLazy(entry.path, options, (done) => done(null, source));
  await read;
}

/** What yazl keeps of an entry; no part of its public interface. */
interface HeldEntry {
  /** 3 when it is written. */
  state: number;
  getCentralDirectoryRecord: () => Buffer;
}
const written = 3;

/**
 * The directory that ends the ZIP, of the entries written so far. yazl keeps each entry with all that it was made of,
 * and looks through them from the first whenever one is added; here a written one is only its line of the directory
 * (62 MB of heap with 32,000 entries, 86 before).
 */
class DirectorySoFar {
  private readonly lines: string[] = [];
  private readonly zip: { entries: HeldEntry[] };

  constructor(zip: yazl.ZipFile) {
    this.zip = zip as unknown as { entries: HeldEntry[] };
  }

  takeWritten(): void {
    const { entries } = this.zip;
    while (entries[0]?.state === written)
      this.lines.push((entries.shift() as HeldEntry).getCentralDirectoryRecord().toString('latin1'));
  }

  giveBack(): void {
    const before = this.lines.map(
      (line): HeldEntry => ({
        state: written,
        getCentralDirectoryRecord: () => Buffer.from(line, 'latin1'),
      }),
    );
    this.zip.entries = before.concat(this.zip.entries);
  }
}

/** Resolves at the end of `source`, or when nobody reads `out` any more. */
function readToEnd(source: Readable, out: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      source.destroy();
      resolve();
    };
    source.once('error', reject);
    source.once('end', () => {
      out.off('close', stop);
      resolve();
    });
    out.once('close', stop);
    if (out.destroyed) stop();
  });
}
