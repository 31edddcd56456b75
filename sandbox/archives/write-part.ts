import { PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';
import type { PhotoLibrary } from '../photos/create-library.ts';
import { readContent } from './read-content.ts';
import type { ArchivePlan } from './types.ts';

/** Without a zone, so that the bytes are the same everywhere. */
const mtime = new Date(2026, 5, 30, 12, 0, 0);

/**
 * Streams the ZIP of one part (from 0): JSON deflated, media stored, one file in memory at a time. The same plan
 * gives the same bytes. The stream fails when a file can't be made.
 */
export function writePart(plan: ArchivePlan, part: number, library: Pick<PhotoLibrary, 'read'>): Readable {
  const zip = new yazl.ZipFile();
  const out = new PassThrough({ highWaterMark: 1_048_576 });
  const fail = (error: Error): unknown => out.destroy(error);
  zip.on('error', fail);
  zip.outputStream.pipe(out);
  const folder = plan.options.rootFolder === undefined ? '' : `${plan.options.rootFolder}/`;
  for (const file of plan.files.filter((one) => one.part === part)) {
    const compress = file.content.kind === 'sheet';
    zip.addReadStreamLazy(`${folder}${file.path}`, { compress, mtime, forceDosTimestamp: true }, (done) => {
      readContent(plan, file.content, library).then(
        (bytes) => done(null, Readable.from([bytes], { objectMode: false })),
        fail,
      );
    });
  }
  zip.end();
  return out;
}
