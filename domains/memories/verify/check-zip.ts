import type yauzl from 'yauzl';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, type Manifest } from '../archive/archive-layout.ts';
import { digestStream } from '../archive/digest-stream.ts';
import { type OpenArchive, openArchive, StorageFailure } from '../archive/open-archive.ts';
import { type Checked, finding } from './finding.ts';
import { parseManifest, readManifest } from './read-manifest.ts';

const whole = 'backup.zip';

/**
 * Re-reads every entry of the ZIP against its manifest, and names those that are missing, changed or not in it.
 * Goes on after the entry number `after`. A storage that is away is thrown, not found fault with.
 */
export async function* checkZip(
  { blobs }: Pick<Runtime, 'blobs'>,
  backup: BackupDoc,
  after: string | null,
  signal?: AbortSignal,
): AsyncGenerator<Checked> {
  const { archive } = backup;
  if (!archive) return;
  // Never by its etag: somebody who tampers with the blob changes that, too.
  const stat = await blobs.stat('backups', archive.blobName);
  if (!stat) return yield { after: '', findings: [finding('zip', 'missing', whole)] };
  const opened = await open({ blobs }, { blobName: archive.blobName, bytes: stat.bytes });
  if (!opened) return yield { after: '', findings: [finding('zip', 'changed', whole)] };

  const folder = `${backupFolder(backup)}/`;
  const entries = await listEntries(opened, folder);
  if (!entries) return yield { after: '', findings: [finding('zip', 'changed', whole)] };
  const read = readEntry(opened, signal);
  const kept = entries.find(({ path }) => path === 'manifest.json');
  const inside = kept ? await read(kept.entry, true) : null;
  const insideManifest = inside && parseManifest(inside.content, backup);
  const manifest = insideManifest ?? (await readManifest({ blobs }, backup)).manifest;
  const expected = new Map(manifest?.files.map((file) => [file.path, file.sha256]));
  let sound = true;
  const from = after === null ? 0 : Number(after) + 1;
  for (const [index, { path, entry }] of entries.entries()) {
    if (index < from) continue;
    const isManifest = path === 'manifest.json';
    const digest = isManifest ? inside : await read(entry, false);
    const wrong = isManifest
      ? insideManifest === null && 'changed'
      : manifest && judge(expected.get(path), digest?.sha256);
    sound &&= !wrong;
    const findings = wrong ? [finding('zip', wrong, path)] : [];
    yield { after: String(index), entries: 1, bytes: digest?.bytes ?? 0, findings };
  }
  const end = String(entries.length);
  const lost = missingFrom(manifest, new Set(entries.map(({ path }) => path)));
  if (lost.length > 0) yield { after: end, findings: lost.map((path) => finding('zip', 'missing', path)) };
  if (!sound || lost.length > 0) return;
  // What lies between the entries counts as well: the whole is the one that was checked when it was written.
  const stream = await blobs.open('backups', archive.blobName);
  const { sha256 } = stream ? await digestStream(stream, { signal }) : { sha256: '' };
  if (sha256 !== archive.sha256) yield { after: end, findings: [finding('zip', 'changed', whole)] };
}

const judge = (expected: string | undefined, found: string | undefined) => {
  if (expected === undefined) return 'untracked';
  return expected === found ? null : 'changed';
};

function missingFrom(manifest: Manifest | null, there: ReadonlySet<string>): string[] {
  const lost = (manifest?.files ?? []).filter(({ path }) => !there.has(path)).map(({ path }) => path);
  return there.has('manifest.json') ? lost : [...lost, 'manifest.json'];
}

/** Null for a blob that is no ZIP any more. */
async function open(
  dependencies: Pick<Runtime, 'blobs'>,
  blob: { blobName: string; bytes: number },
): Promise<OpenArchive | null> {
  try {
    return await openArchive(dependencies, blob);
  } catch (error) {
    if (error instanceof StorageFailure) throw error;
    return null;
  }
}

interface NamedEntry {
  path: string;
  entry: yauzl.Entry;
}

/** Every entry by its path below the folder; null when the directory can't be read. */
async function listEntries({ zip, failure }: OpenArchive, folder: string): Promise<NamedEntry[] | null> {
  const entries: NamedEntry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      entries.push({ path: fileName.startsWith(folder) ? fileName.slice(folder.length) : fileName, entry });
    }
  } catch (error) {
    if (failure()) throw error;
    return null;
  }
  return entries;
}

/** Reads an entry; null for one that can't be read because its bytes are wrong. */
function readEntry({ zip, failure }: OpenArchive, signal?: AbortSignal) {
  return async (entry: yauzl.Entry, keep: boolean) => {
    try {
      return await digestStream(await zip.openReadStreamPromise(entry), { keep, signal });
    } catch (error) {
      if (failure() || signal?.aborted) throw error;
      return null;
    }
  };
}
