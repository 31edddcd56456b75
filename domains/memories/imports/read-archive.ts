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
import { keepMessage, messagePathOf } from './keep-message.ts';
import type { OpenedUpload } from './open-upload.ts';
import { photoIdOf, recordArchivePhotos } from './record-archive-photos.ts';
import { type PhotoIds, recordArchivePosts } from './record-archive-posts.ts';
import { resolveAccount } from './resolve-account.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock' | 'providers'>;

/** Rows written at a time, … */
const batch = 200;
/** … and fewer when they have more to tell than this, in characters. */
const batchChars = 4 * 1024 ** 2;

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
  /** By post and uri, until the post is written: an archive has more of them than memory. */
  const photoIds: PhotoIds = new Map();
  const messages = new Map<string, number>();
  let photos: ArchivePhoto[] = [];
  let posts: ArchivePost[] = [];
  let chars = 0;
  let counted = await memories.countDocuments({
    workspaceId: key.workspaceId,
    backupId: key.backupId,
    kind: 'photo',
    carried: { $ne: true },
  });
  const flush = async () => {
    counted = await recordArchivePhotos(dependencies, backup, opened, photos, counted);
    await recordArchivePosts(dependencies, backup, posts, photoIds);
    for (const post of posts) photoIds.delete(post.key);
    photos = [];
    posts = [];
    chars = 0;
    options.onBatch?.();
  };
  for await (const item of reader.read(opened.files, options.signal)) {
    options.signal?.throwIfAborted();
    takeFact(facts, item);
    if (item.kind === 'photo') {
      photos.push(item);
      chars += JSON.stringify(item).length;
      notePhotoId(photoIds, item);
    } else if (item.kind === 'post') {
      posts.push(item);
      chars += JSON.stringify(item).length;
    } else if (item.kind === 'message-file') {
      const path = messagePathOf(item.file);
      const nth = (messages.get(path) ?? 0) + 1;
      messages.set(path, nth);
      await takeMessage(dependencies, backup, opened, facts, { file: item.file, nth }, options.signal);
    }
    if (photos.length + posts.length >= batch || chars > batchChars) await flush();
  }
  await flush();
  await saveFacts(dependencies, key, opened, facts, era);
  return { pages: await countPages(dependencies, key) };
}

function notePhotoId(photoIds: PhotoIds, photo: ArchivePhoto): void {
  if (photo.postKey === null) return;
  const ofPost = photoIds.get(photo.postKey) ?? new Map<string, string>();
  photoIds.set(photo.postKey, ofPost.set(photo.uri, photoIdOf(photo)));
}

/** As the rows say: a stalled attempt that wrote some as well makes the own count too small. */
async function countPages({ mongo }: Dependencies, { workspaceId, backupId }: ImportKey): Promise<number> {
  const last = await mongo.models.memories
    .findOne({ workspaceId, backupId, kind: 'photo', carried: { $ne: true } }, 'page')
    .sort({ page: -1 })
    .lean();
  return last ? last.page + 1 : 0;
}

async function takeMessage(
  dependencies: Dependencies,
  backup: BackupDoc,
  { upload, files }: OpenedUpload,
  facts: ArchiveFacts,
  message: { file: ArchiveFile; nth: number },
  signal?: AbortSignal,
): Promise<void> {
  if (!upload.includeMessages) return countSkipped(facts, 'messages', 1);
  try {
    await keepMessage(dependencies, backup, files, message, signal);
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
