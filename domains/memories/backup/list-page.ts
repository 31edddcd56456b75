import { ProviderError } from '../../../providers/errors.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { ListingPosition } from '../../../schemas/contracts/workflows.ts';
import { openToken } from '../connection-token.ts';
import { requireFacebook } from '../require-facebook.ts';
import { markReconnect } from '../verify-connection.ts';
import { type BackupKey, loadBackup } from './backup-key.ts';
import { recordPhotos } from './record-photos.ts';
import { recordPosts } from './record-posts.ts';

export interface ListedPage {
  /** Null: nothing follows. */
  after: string | null;
  listed: number;
  /** Photos of this page that have to be downloaded or rendered. */
  toDo: number;
}

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'envelopes' | 'providers'>;

/**
 * Reads one page of a listing and records its items; an item seen before is recorded once. Photos that an
 * earlier backup stored are complete at once. Throws ProviderError; `reconnect` is noted on the connection.
 */
export async function listPage(
  dependencies: Dependencies,
  key: BackupKey,
  position: ListingPosition,
  signal?: AbortSignal,
): Promise<ListedPage> {
  const backup = await loadBackup(dependencies, key);
  const connection = await dependencies.mongo.models.connections
    .findOne({ _id: backup.connectionId, workspaceId: key.workspaceId })
    .lean();
  const token = connection && openToken(dependencies, connection);
  if (!token) {
    throw new ProviderError({
      provider: 'facebook',
      code: 'reconnect',
      message: 'The account is disconnected.',
    });
  }
  const source = requireFacebook(dependencies).provider.memories;
  const page = { after: position.after, limit: dependencies.env.BACKUP_PAGE_SIZE };
  try {
    if (position.kind === 'photo') {
      const { items, after } = await source.listPhotos(token, page, signal);
      const photos = items.map((photo) => ({ ...photo, fromPostId: null }));
      const toDo = await recordPhotos(dependencies, backup, position.page, photos);
      return { after, listed: items.length, toDo };
    }
    const { items, after } = await source.listPosts(token, page, signal);
    return {
      after,
      listed: items.length,
      toDo: await recordPosts(dependencies, backup, position.page, items),
    };
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'reconnect') {
      await markReconnect(dependencies, connection);
    }
    throw error;
  }
}
