import { createHash } from 'node:crypto';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { backupFolder, type Manifest } from '../archive/archive-layout.ts';
import { type Finding, finding } from './finding.ts';

const path = 'manifest.json';

/** The manifest in the backup's folder, if it is there and (where its hash is known) the one that was saved. */
export async function readManifest(
  { blobs }: Pick<Runtime, 'blobs'>,
  backup: BackupDoc,
): Promise<{ manifest: Manifest | null; bytes: number; finding: Finding | null }> {
  const content = await blobs.read('backups', `${backupFolder(backup)}/${path}`);
  if (!content) return { manifest: null, bytes: 0, finding: finding('blob', 'missing', path) };
  const manifest = parseManifest(content, backup);
  return { manifest, bytes: content.length, finding: manifest ? null : finding('blob', 'changed', path) };
}

/** Null when it is not the one that was saved. */
export function parseManifest(content: Buffer, backup: BackupDoc): Manifest | null {
  const known = backup.archive?.manifestSha256;
  if (known && createHash('sha256').update(content).digest('hex') !== known) return null;
  try {
    const manifest = JSON.parse(content.toString('utf8')) as Manifest;
    return Array.isArray(manifest.files) ? manifest : null;
  } catch {
    return null; // cut off or overwritten
  }
}
