import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { type BackupKey, loadBackup } from '../backup/backup-key.ts';
import { carryPhotos } from './carry-photos.ts';
import { carryPosts } from './carry-posts.ts';
import { archiveAccountId } from './resolve-account.ts';

type Options = { signal?: AbortSignal; onPage?: () => void };

/** Rows looked at at a time. */
const pageRows = 500;

/**
 * Makes the backup the union of the archive and what earlier backups of the account have: the newest read from the
 * network and the newest made from an archive. Their rows that this one lacks are copied. A repetition changes nothing.
 */
export async function mergeEarlier(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  key: BackupKey,
  options: Options = {},
): Promise<void> {
  const backup = await loadBackup(dependencies, key);
  for (const earlier of await findEarlier(dependencies, backup)) {
    // Photos first: posts point at them.
    await inPages(dependencies, earlier, 'photo', options, (rows) => carryPhotos(dependencies, backup, rows));
    await inPages(dependencies, earlier, 'post', options, (rows) =>
      carryPosts(dependencies, backup, earlier, rows),
    );
  }
}

/** At most one of each source, the newest first. */
async function findEarlier({ mongo }: Pick<Runtime, 'mongo'>, backup: BackupDoc): Promise<BackupDoc[]> {
  // Earlier archives of an account that has been connected since were kept under a name of their own.
  const alone = backup.importReport && archiveAccountId(backup.importReport.account);
  const accounts = [backup.account.remoteId, ...(alone ? [alone] : [])];
  const newest = (source: BackupDoc['source']) =>
    mongo.models.backups
      .findOne({
        workspaceId: backup.workspaceId,
        provider: backup.provider,
        'account.remoteId': { $in: accounts },
        source: source === 'network' ? { $ne: 'archive' } : source,
        state: { $in: ['succeeded', 'partial'] },
        deletedAt: null,
        _id: { $ne: backup._id },
      })
      .sort({ _id: -1 })
      .lean();
  const found = await Promise.all([newest('network'), newest('archive')]);
  return found.filter((one) => one !== null).sort((a, b) => (a._id < b._id ? 1 : -1));
}

type Row = Awaited<ReturnType<typeof readPage>>[number];

const readPage = (
  { mongo }: Pick<Runtime, 'mongo'>,
  earlier: BackupDoc,
  kind: 'photo' | 'post',
  after: string,
) =>
  mongo.models.memories
    .find({
      workspaceId: earlier.workspaceId,
      backupId: earlier._id,
      kind,
      state: 'stored',
      remoteId: { $gt: after },
    })
    .sort({ remoteId: 1 })
    .limit(pageRows)
    .lean();

async function inPages(
  dependencies: Pick<Runtime, 'mongo'>,
  earlier: BackupDoc,
  kind: 'photo' | 'post',
  { signal, onPage }: Options,
  work: (rows: Row[]) => Promise<void>,
): Promise<void> {
  let after = '';
  for (;;) {
    signal?.throwIfAborted();
    const rows = await readPage(dependencies, earlier, kind, after);
    if (rows.length > 0) await work(rows);
    onPage?.();
    if (rows.length < pageRows) return;
    after = rows.at(-1)?.remoteId ?? after;
  }
}
