import type { Job } from '../../../schemas/contracts/jobs.ts';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { useAlbums } from './albums/use-albums.ts';
import type { BackupTab } from './use-backup-view.ts';
import { useTotal } from './use-total.ts';

/**
 * The number beside each part of a backup: how many its list has. While the backup runs, the job's steps know
 * better than lists that were read a moment ago. Null: the part is there and has no number.
 */
export function useTabCounts(
  backup: Backup,
  job: Job | undefined,
  running: boolean,
): Partial<Record<BackupTab, number | null>> {
  const photos = useTotal(backup.id, { kind: 'photo', state: 'stored' });
  const posts = useTotal(backup.id, { kind: 'post' });
  const albums = useAlbums(backup.id).data?.length;
  const stepOf = (kind: 'photos' | 'posts') =>
    running ? job?.steps.find((step) => step.name === kind)?.done : undefined;
  return {
    photos: stepOf('photos') || (photos ?? backup.counts.photos),
    albums: albums ?? 0,
    posts: stepOf('posts') || (posts ?? backup.counts.posts),
    ...(backup.source === 'archive' ? { report: null } : {}),
    ...(backup.archive && !running ? { checks: null } : {}),
  };
}
