import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, documentNames, type ManifestFile } from '../archive/archive-layout.ts';
import { digestBlob } from './digest-blob.ts';
import { type Checked, finding } from './finding.ts';
import { readManifest } from './read-manifest.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs'>;

/**
 * The JSON files in the backup's folder and the copies of images, against the manifest; files kept as they are,
 * against their rows; and the manifest's images against the rows of the workspace.
 */
export async function* checkFolder(
  dependencies: Dependencies,
  backup: BackupDoc,
  after: string | null,
  signal?: AbortSignal,
): AsyncGenerator<Checked> {
  const { blobs } = dependencies;
  const folder = backupFolder(backup);
  const kept = await dependencies.mongo.models.backupFiles
    .find({ workspaceId: backup.workspaceId, backupId: backup._id })
    .sort({ path: 1 })
    .lean();
  const expected = kept.map(({ path, blobName, bytes, sha256 }) => ({ path, name: blobName, bytes, sha256 }));
  if (backup.archive) {
    const { manifest, bytes, finding: wrong } = await readManifest({ blobs }, backup);
    const files = manifest?.files ?? [];
    // Said once: a worker that goes on later has it behind it.
    if (after === null) {
      const lost = await findLost(dependencies, backup, files);
      yield { after: '', blobs: 1, bytes, findings: wrong ? [wrong, ...lost] : lost };
    }
    const copies = new Set<string>();
    for await (const { name } of blobs.list('backups', `${folder}/images/`)) copies.add(name);
    const inFolder = ({ path }: ManifestFile) =>
      documentNames.some((name) => name === path) || copies.has(`${folder}/${path}`);
    expected.push(...files.filter(inFolder).map((file) => ({ ...file, name: `${folder}/${file.path}` })));
  }
  expected.sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of expected) {
    if (after !== null && file.path <= after) continue;
    const { bytes, finding: wrong } = await digestBlob({ blobs }, { ...file, container: 'backups' }, signal);
    yield { after: file.path, blobs: 1, bytes, findings: wrong ? [wrong] : [] };
  }
}

/** Images that the manifest names and no row of the workspace knows any more. */
async function findLost({ mongo }: Dependencies, { workspaceId }: BackupDoc, files: ManifestFile[]) {
  const images = files.filter(({ path }) => path.startsWith('images/'));
  const found: ReturnType<typeof finding>[] = [];
  for (let from = 0; from < images.length; from += 1_000) {
    const some = images.slice(from, from + 1_000);
    const hashes = some.map(({ sha256 }) => sha256);
    const rows = await mongo.models.assets.find({ workspaceId, sha256: { $in: hashes } }, 'sha256').lean();
    const known = new Set(rows.map(({ sha256 }) => sha256));
    for (const { path, sha256 } of some) if (!known.has(sha256)) found.push(finding('blob', 'missing', path));
  }
  return found;
}
