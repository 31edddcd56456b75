import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { BackupKey } from './backup-key.ts';

export interface BackupFigures {
  photos: number;
  storedPhotos: number;
  newPhotos: number;
  failedPhotos: number;
  damagedPhotos: number;
  rendered: number;
  captioned: number;
  posts: number;
  /** Taken over from an earlier backup. */
  carried?: number;
  /** Photos that could not be had, by problem. */
  problems: { code: string; count: number; names: string[] }[];
}

const one = (condition: object | string) => ({ $sum: { $cond: [condition, 1, 0] } });
const isPhoto = { $eq: ['$kind', 'photo'] };
const isStored = { $and: [isPhoto, { $eq: ['$state', 'stored'] }] };

/** Counts the rows of a backup; everything shown of its progress comes from here, so a retry never counts twice. */
export async function measureBackup(
  { mongo }: Pick<Runtime, 'mongo'>,
  key: BackupKey,
): Promise<BackupFigures> {
  const scope = { workspaceId: key.workspaceId, backupId: key.backupId };
  const [[figures], problems] = await Promise.all([
    mongo.models.memories.aggregate<Omit<BackupFigures, 'problems'>>([
      { $match: scope },
      {
        $group: {
          _id: null,
          photos: one(isPhoto),
          storedPhotos: one(isStored),
          newPhotos: one({ $and: [isPhoto, '$fresh'] }),
          failedPhotos: one({ $and: [isPhoto, { $eq: ['$state', 'failed'] }] }),
          damagedPhotos: one({ $eq: ['$problem.code', 'damaged'] }),
          rendered: one({ $and: [isStored, '$rendered'] }),
          captioned: one({ $and: [isStored, '$captioned'] }),
          posts: one({ $eq: ['$kind', 'post'] }),
          carried: one('$carried'),
        },
      },
      { $project: { _id: 0 } },
    ]),
    mongo.models.memories.aggregate<{ code: string; count: number; names: string[] }>([
      { $match: { ...scope, problem: { $ne: null } } },
      {
        $group: {
          _id: '$problem.code',
          count: { $sum: 1 },
          names: { $push: { $dateToString: { date: '$sortAt', format: '%Y-%m-%d' } } },
        },
      },
      { $project: { _id: 0, code: '$_id', count: 1, names: { $slice: ['$names', 5] } } },
      { $sort: { code: 1 } },
    ]),
  ]);
  return {
    photos: 0,
    storedPhotos: 0,
    newPhotos: 0,
    failedPhotos: 0,
    damagedPhotos: 0,
    rendered: 0,
    captioned: 0,
    posts: 0,
    carried: 0,
    ...figures,
    problems,
  };
}
