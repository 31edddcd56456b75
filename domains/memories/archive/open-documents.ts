import { pipeline, Readable } from 'node:stream';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { type DocumentName, documentNames, type ManifestFile } from './archive-layout.ts';
import { listImages } from './list-images.ts';
import { measureStream } from './measure-stream.ts';
import { writePosts } from './write-posts.ts';
import { writeSummary } from './write-summary.ts';

export interface OpenDocument {
  name: DocumentName;
  /** To be read to its end before the next one is opened: the manifest holds the hashes of those before it. */
  open: () => Readable;
}

/** The JSON files of a backup in their order, each made while it is read: edited captions are in them. */
export function openDocuments(dependencies: Pick<Runtime, 'mongo'>, backup: BackupDoc): OpenDocument[] {
  const written: ManifestFile[] = [];
  const pieces: Record<DocumentName, () => AsyncIterable<string>> = {
    'summary.json': async function* () {
      yield await writeSummary(dependencies, backup);
    },
    'posts+cap.json': () => writePosts(dependencies, backup),
    'entitlements.json': async function* () {
      yield `${JSON.stringify({ version: 1, memories: true, download: true }, null, 2)}\n`;
    },
    'manifest.json': () => writeManifest(dependencies, backup, written),
  };
  return documentNames.map((name) => ({
    name,
    open: () => {
      const source = Readable.from(encode(pieces[name]()), { objectMode: false });
      // An error of the source ends what is returned here with it: whoever reads that is told.
      return pipeline(
        source,
        measureStream((measured) => written.push({ path: name, ...measured })),
        () => undefined,
      );
    },
  }));
}

async function* encode(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

/** Every other file of the backup with its hash, one a line. */
async function* writeManifest(
  dependencies: Pick<Runtime, 'mongo'>,
  backup: BackupDoc,
  written: readonly ManifestFile[],
): AsyncGenerator<string> {
  yield '{\n  "version": 1,\n  "algorithm": "SHA-256",\n  "files": [';
  let separator = '';
  for await (const { path, bytes, sha256 } of listFiles(dependencies, backup, written)) {
    yield `${separator}\n    ${JSON.stringify({ path, bytes, sha256 })}`;
    separator = ',';
  }
  yield '\n  ]\n}\n';
}

async function* listFiles(
  dependencies: Pick<Runtime, 'mongo'>,
  backup: BackupDoc,
  written: readonly ManifestFile[],
): AsyncGenerator<ManifestFile> {
  yield* written;
  yield* listImages(dependencies, backup);
  yield* dependencies.mongo.models.backupFiles
    .find({ workspaceId: backup.workspaceId, backupId: backup._id })
    .sort({ path: 1 })
    .lean();
}
