import type { Runtime } from '../../../runtime/create-runtime.ts';
import { ImportProblem, type ImportReport } from '../../../schemas/contracts/imports.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { BackupKey } from '../backup/backup-key.ts';
import { mostProblems, shownPath } from './archive-facts.ts';

const one = (condition: object | string) => ({ $sum: { $cond: [condition, 1, 0] } });
const both = (...conditions: (object | string)[]) => ({ $and: conditions });
const is = (field: string, value: string) => ({ $eq: [`$${field}`, value] });

const own = { $ne: ['$carried', true] };
const photo = is('kind', 'photo');
const post = is('kind', 'post');
const failed = both(own, photo, is('state', 'failed'));
const isMissing = { $in: ['$problem.code', ['missing', 'elsewhere', 'upload_gone']] };

/**
 * Completes the report of an import from its rows, so that a retry never counts twice. Rows that were not settled,
 * because the import was stopped, are not in it: found = imported + merged + missing + unreadable.
 */
export async function buildReport(
  { mongo }: Pick<Runtime, 'mongo'>,
  key: Omit<BackupKey, 'jobId'>,
  begun: NonNullable<BackupDoc['importReport']>,
): Promise<ImportReport> {
  const [sums] = await mongo.models.memories.aggregate<Record<string, number>>([
    { $match: { workspaceId: key.workspaceId, backupId: key.backupId } },
    {
      $group: {
        _id: null,
        imported: one(both(own, photo, is('state', 'stored'), '$fresh')),
        merged: one(both(own, photo, is('state', 'stored'), { $ne: ['$fresh', true] })),
        missing: one(both(failed, isMissing)),
        unreadable: one(both(failed, { $not: [isMissing] })),
        remotePhotos: one(both(photo, '$carried')),
        posts: one(both(own, post)),
        newPosts: one(both(own, post, '$fresh')),
        remotePosts: one(both(post, '$carried')),
        comments: { $sum: { $cond: [own, { $size: { $ifNull: ['$comments', []] } }, 0] } },
      },
    },
  ]);
  const count = (name: string) => sums?.[name] ?? 0;
  const settled = count('imported') + count('merged') + count('missing') + count('unreadable');
  // What the reader complained of comes first; the rest was added by an earlier attempt, and may be mended by now.
  const ofReader = begun.problemsTotal - begun.photos.missing - begun.photos.unreadable;
  const problems = begun.problems.slice(0, ofReader);
  return {
    ...begun,
    photos: {
      found: settled,
      imported: count('imported'),
      merged: count('merged'),
      missing: count('missing'),
      unreadable: count('unreadable'),
      remoteOnly: count('remotePhotos'),
    },
    posts: {
      found: count('posts'),
      imported: count('newPosts'),
      merged: count('posts') - count('newPosts'),
      remoteOnly: count('remotePosts'),
    },
    comments: count('comments'),
    problems: [...problems, ...(await listProblems({ mongo }, key, mostProblems - problems.length))],
    problemsTotal: ofReader + count('missing') + count('unreadable'),
  };
}

/** Photos that could not be had, with the words of their rows. */
async function listProblems(
  { mongo }: Pick<Runtime, 'mongo'>,
  key: Omit<BackupKey, 'jobId'>,
  most: number,
): Promise<ImportProblem[]> {
  if (most <= 0) return [];
  const rows = await mongo.models.memories
    .find(
      {
        workspaceId: key.workspaceId,
        backupId: key.backupId,
        kind: 'photo',
        state: 'failed',
        carried: { $ne: true },
      },
      'entry problem remoteId',
    )
    .sort({ page: 1, 'entry.path': 1, _id: 1 })
    .limit(most)
    .lean();
  return rows.map(({ entry, problem, remoteId }) => ({
    path: shownPath(entry?.path ?? remoteId),
    code: codes.find((code) => code === problem?.code) ?? 'missing',
    message: problem?.message ?? 'It is not in the archive.',
  }));
}

const codes = ImportProblem.shape.code.options;
