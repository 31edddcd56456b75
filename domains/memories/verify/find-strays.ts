import type { BlobInfo } from '../../../runtime/blob.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { archiveName, backupFolder, documentNames } from '../archive/archive-layout.ts';
import { type Checked, finding } from './finding.ts';
import { readManifest } from './read-manifest.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs'>;

const batchSize = 500;

/**
 * Blobs that nothing knows: below the backup's folder, and among the workspace's pictures. What was written since
 * `startedAt` is work in progress, as is everything new while a backup or an import is at work.
 */
export async function* findStrays(
  dependencies: Dependencies,
  backup: BackupDoc,
  options: { startedAt: Date; after: string | null },
): AsyncGenerator<Checked> {
  const settledBefore = await findSettled(dependencies, backup, options.startedAt);
  const settled = (blob: BlobInfo) => blob.modifiedAt <= settledBefore;
  if (options.after === null) {
    const findings = await strayInFolder(dependencies, backup, settled);
    yield { after: '', findings };
  }
  const prefix = `${backup.workspaceId}/`;
  let batch: BlobInfo[] = [];
  for await (const blob of dependencies.blobs.list('assets', prefix)) {
    if (options.after !== null && blob.name <= options.after) continue;
    batch.push(blob);
    if (batch.length < batchSize) continue;
    yield await strayAssets(dependencies, backup.workspaceId, batch.filter(settled), blob.name);
    batch = [];
  }
  const last = batch.at(-1);
  if (last) yield await strayAssets(dependencies, backup.workspaceId, batch.filter(settled), last.name);
}

/** A picture's blob is written before its row: while anything is at work, the day before it began counts as unsettled. */
async function findSettled({ mongo }: Dependencies, { workspaceId }: BackupDoc, startedAt: Date) {
  const open = { workspaceId, kind: { $ne: 'verification' as const }, state: { $in: openJobStates } };
  const working = await mongo.models.jobs.exists(open);
  return new Date(startedAt.getTime() - (working ? 24 * 3_600_000 : 0));
}

async function strayInFolder(
  dependencies: Dependencies,
  backup: BackupDoc,
  settled: (blob: BlobInfo) => boolean,
) {
  const folder = `${backupFolder(backup)}/`;
  const kept = await dependencies.mongo.models.backupFiles
    .find({ workspaceId: backup.workspaceId, backupId: backup._id }, 'blobName')
    .lean();
  const known = new Set([archiveName(backup), ...kept.map(({ blobName }) => blobName)]);
  for (const name of documentNames) known.add(folder + name);
  if (backup.archive) {
    const { manifest } = await readManifest(dependencies, backup);
    for (const { path } of manifest?.files ?? []) known.add(folder + path);
  }
  const findings: ReturnType<typeof finding>[] = [];
  for await (const blob of dependencies.blobs.list('backups', folder)) {
    if (known.has(blob.name) || !settled(blob)) continue;
    findings.push(finding('blob', 'untracked', blob.name.slice(folder.length)));
  }
  return findings;
}

/** Compares a batch of names with the assets whose content they are named after. */
async function strayAssets(
  { mongo }: Dependencies,
  workspaceId: string,
  batch: BlobInfo[],
  after: string,
): Promise<Checked> {
  const hashes = new Set(batch.map(({ name }) => /[0-9a-f]{64}/.exec(name)?.[0] ?? ''));
  const assets = await mongo.models.assets
    .find({ workspaceId, sha256: { $in: [...hashes] } }, 'blobName renditions')
    .lean();
  const known = new Set(
    assets.flatMap(({ blobName, renditions }) => [
      blobName,
      ...Object.values(renditions ?? {}).flatMap((rendition) => rendition?.blobName ?? []),
    ]),
  );
  const findings = batch
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => finding('blob', 'untracked', `assets/${name.slice(workspaceId.length + 1)}`));
  return { after, findings };
}
