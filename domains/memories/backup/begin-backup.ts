import { ProviderError } from '../../../providers/errors.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { verifyConnection } from '../verify-connection.ts';
import { type BackupKey, loadBackup, noteBackup } from './backup-key.ts';
import { openAttempt } from './open-attempt.ts';

export interface BackupPlan {
  /** False: this attempt is over already (ended, superseded or cancelled before it began). */
  go: boolean;
  photos: boolean;
  posts: boolean;
}

/**
 * Opens the attempt: job and backup become running, permissions are read fresh, and what may not be read is
 * noted. An attempt that is not the job's present one does nothing.
 */
export async function beginBackup(
  dependencies: Pick<Runtime, 'mongo' | 'clock' | 'envelopes' | 'providers'>,
  key: BackupKey & { attempt: number },
): Promise<BackupPlan> {
  const { mongo } = dependencies;
  if (!(await openAttempt(dependencies, key))) return { go: false, photos: false, posts: false };
  const backup = await loadBackup(dependencies, key);
  const stored = await mongo.models.connections
    .findOne({ _id: backup.connectionId, workspaceId: key.workspaceId })
    .lean();
  if (!stored?.token) {
    await noteBackup(dependencies, key, 'reconnect_needed');
    return { go: true, photos: false, posts: false };
  }
  const connection = await verifyConnection(dependencies, stored).catch((error) => {
    throw error.cause instanceof ProviderError ? error.cause : error;
  });
  const photos = connection.scopes.includes('user_photos');
  const posts = connection.scopes.includes('user_posts');
  if (connection.state === 'reconnect') await noteBackup(dependencies, key, 'reconnect_needed');
  // Facebook answers a forbidden listing with 200 and nothing in it: only the permissions tell the difference.
  else if (!photos) await noteBackup(dependencies, key, 'photos_permission_missing');
  // Posts that nobody has asked for yet are not missing: the first login asks for photos alone.
  if (connection.state === 'connected' && backup.includePosts && connection.declined.includes('user_posts')) {
    await noteBackup(dependencies, key, 'posts_permission_missing');
  }
  const connected = connection.state === 'connected';
  return { go: true, photos: connected && photos, posts: connected && posts && backup.includePosts };
}
