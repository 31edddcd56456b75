import type { AssetDoc } from '../../../schemas/models/asset.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';

/** Folder of a backup, in blob storage and in its ZIP: `{user_id}/{backup_name}`. */
export const backupFolder = (backup: Pick<BackupDoc, 'userId' | 'name'>) => `${backup.userId}/${backup.name}`;

/** In the order in which they are written: the manifest knows the others' hashes. */
export const documentNames = [
  'summary.json',
  'posts+cap.json',
  'entitlements.json',
  'manifest.json',
] as const;
export type DocumentName = (typeof documentNames)[number];

/** Name of the ZIP in the container `backups`. */
export const archiveName = (backup: Pick<BackupDoc, 'userId' | 'name'>) =>
  `${backupFolder(backup)}/backup.zip`;

/** `images/2014-08-26_1f3a9c2b41d0.jpg`: sorted by date in any file browser, one name per content. */
export function imagePath(asset: Pick<AssetDoc, 'takenAt' | 'sha256' | 'extension'>): string {
  const day = asset.takenAt?.toISOString().slice(0, 10) ?? 'undated';
  return `images/${day}_${asset.sha256.slice(0, 12)}.${asset.extension}`;
}

export interface ManifestFile {
  /** Below the backup's folder. */
  path: string;
  bytes: number;
  sha256: string;
}

/** `manifest.json`: every other file of the backup with its hash. */
export interface Manifest {
  version: 1;
  algorithm: 'SHA-256';
  files: ManifestFile[];
}
