import type {
  ArchiveFile,
  ArchiveFileProblem,
  ArchivePhoto,
  ArchivePost,
} from '../../../providers/archive/archive-reader.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { ImportReport } from '../../../schemas/contracts/imports.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { loadBackup, noteBackup } from '../backup/backup-key.ts';
import { type ArchiveFacts, addProblem, countSkipped, emptyFacts, takeFact } from './archive-facts.ts';
import type { ImportKey } from './import-key.ts';
import { isFileProblem } from './is-file-problem.ts';
import { keepMessage } from './keep-message.ts';
import type { OpenedUpload } from './open-upload.ts';
import { pagePhotos, photoIdOf, recordArchivePhotos } from './record-archive-photos.ts';
import { recordArchivePosts } from './record-archive-posts.ts';
import { resolveAccount } from './resolve-account.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock' | 'providers'>;

/** Rows written at a time. */
const batch = 200;

/**
 * Reads what the archive tells and records its photos and posts, in an order that is always the same; pictures come
 * later, page by page. A repetition changes nothing. Returns the number of pages. Throws ArchiveRefusal.
 */
export async function readArchive(
  dependencies: Dependencies,
  key: ImportKey,
  opened: OpenedUpload,
  options: { signal?: AbortSignal; onBatch?: () => void } = {},
): Promise<{ pages: number }> {
  const { memories } = dependencies.mongo.models;
  const backup = await loadBackup(dependencies, key);
  const { reader, era } = dependencies.providers.archives.recognize(opened.files);
  const facts = emptyFacts(reader.network);
  const photoIds = new Map<string, string>();
  let photos: ArchivePhoto[] = [];
  let posts: ArchivePost[] = [];
  let counted = await memories.countDocuments({
    workspaceId: key.workspaceId,
    backupId: key.backupId,
    kind: 'photo',
    carried: { $ne: true },
  });
  const flush = async () => {
    counted = await recordArchivePhotos(dependencies, backup, opened, photos, counted);
    await recordArchivePosts(dependencies, backup, posts, photoIds);
    photos = [];
    posts = [];
    options.onBatch?.();
  };
  for await (const item of reader.read(opened.files, options.signal)) {
    options.signal?.throwIfAborted();
    takeFact(facts, item);
    if (item.kind === 'photo') {
      photos.push(item);
      photoIds.set(item.uri, photoIdOf(item));
    } else if (item.kind === 'post') posts.push(item);
    else if (item.kind === 'message-file') {
      await takeMessage(dependencies, backup, opened, facts, item.file, options.signal);
    }
    if (photos.length + posts.length >= batch) await flush();
  }
  await flush();
  await saveFacts(dependencies, key, opened, facts, era);
  return { pages: Math.ceil(counted / pagePhotos) };
}

async function takeMessage(
  dependencies: Dependencies,
  backup: BackupDoc,
  { upload, files }: OpenedUpload,
  facts: ArchiveFacts,
  file: ArchiveFile,
  signal?: AbortSignal,
): Promise<void> {
  if (!upload.includeMessages) return countSkipped(facts, 'messages', 1);
  try {
    await keepMessage(dependencies, backup, files, file, signal);
  } catch (error) {
    if (!isFileProblem(error)) throw error;
    addProblem(facts, problemOf(error));
  }
}

const problemOf = ({ path, code, message }: ArchiveFileProblem) => ({ path, code, message });

/** The report as far as it is known now; its figures come at the end. */
async function saveFacts(
  dependencies: Dependencies,
  key: ImportKey,
  { upload, files }: OpenedUpload,
  facts: ArchiveFacts,
  era: string,
): Promise<void> {
  const { network, name, username } = facts.account;
  const report: ImportReport = {
    network,
    era,
    account: { name, username },
    parts: files.parts.map((part) => ({ ...part })),
    photos: { found: 0, imported: 0, merged: 0, missing: 0, unreadable: 0, remoteOnly: 0 },
    posts: { found: 0, imported: 0, merged: 0, remoteOnly: 0 },
    albums: facts.albums.size,
    comments: 0,
    skipped: [...facts.skipped].map(([what, count]) => ({ what, count })),
    problems: facts.problems,
    problemsTotal: facts.problemsTotal,
  };
  const owner = await resolveAccount(dependencies, upload, facts.account);
  await dependencies.mongo.models.backups.updateOne(
    { _id: key.backupId, workspaceId: key.workspaceId },
    { $set: { ...owner, provider: network, importReport: report } },
  );
  if (facts.problemsTotal > 0) await noteBackup(dependencies, key, 'archive_files_unreadable');
}
