import type { Job } from '../../../schemas/contracts/jobs.ts';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { ErrorView } from '../app/error-view.tsx';
import { useConnections } from '../connections/use-connections.ts';
import { JobCard } from '../jobs/job-card.tsx';
import { isOpen, useLiveJob } from '../jobs/job-watches.tsx';
import { UnfinishedJob } from '../jobs/unfinished-job.tsx';
import { AlbumsTab } from './albums/albums-tab.tsx';
import { AllowPosts } from './allow-posts.tsx';
import { BackupHeader } from './backup-header.tsx';
import { BackupSkeleton } from './backup-skeleton.tsx';
import { BackupTabs } from './backup-tabs.tsx';
import { ChecksTab } from './checks/checks-tab.tsx';
import { PhotosTab } from './photos-tab.tsx';
import { PostsTab } from './posts-tab.tsx';
import { ProblemsTab } from './problems-tab.tsx';
import { ReportTab } from './report/report-tab.tsx';
import { SearchBox } from './search-box.tsx';
import { type BackupTab, useBackupView } from './use-backup-view.ts';
import { useBackup } from './use-backups.ts';
import { useFollowBackup } from './use-follow-backup.ts';
import { useListTop } from './use-list-top.ts';
import { useTabCounts } from './use-tab-counts.ts';

export function Component() {
  const view = useBackupView();
  const backup = useBackup(view.backupId);
  const connections = useConnections();
  // What stands above the photos must be known before they are shown, or it would push them down.
  if (backup.data && !connections.isPending) return <WithJob key={backup.data.id} backup={backup.data} />;
  if (backup.error)
    return <ErrorView heading="h1" error={backup.error} onRetry={() => void backup.refetch()} />;
  return <BackupSkeleton />;
}

function WithJob({ backup }: { backup: Backup }) {
  const job = useLiveJob(backup.jobId);
  return job.isPending ? <BackupSkeleton /> : <BackupView backup={backup} job={job.data} />;
}

/** Parts that say themselves what is missing. */
const tellsItself: readonly BackupTab[] = ['problems', 'report'];

function BackupView({ backup, job }: { backup: Backup; job: Job | undefined }) {
  const view = useBackupView();
  useFollowBackup(backup.id, job);
  const listTop = useListTop(`${view.tab} ${view.q} ${view.album}`);
  const running = job ? isOpen(job) : false;
  const counts = useTabCounts(backup, job, running);
  const problems = Math.max(backup.counts.failedPhotos, job?.warnings.length ?? 0);
  return (
    <div className="page pb-16">
      <BackupHeader backup={backup} state={job?.state ?? backup.state} />
      <div className="grid gap-4">
        {job &&
          (running ? <JobCard job={job} /> : !tellsItself.includes(view.tab) && <UnfinishedJob job={job} />)}
        {!running && <AllowPosts backup={backup} />}
      </div>
      <div ref={listTop} />
      <div className="z-10 mt-8 sm:sticky sm:top-0 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line bg-paper pt-2 sm:flex-nowrap">
        <BackupTabs view={view} counts={{ ...counts, problems }} />
        {(view.tab === 'photos' || view.tab === 'posts') && (
          <div className="w-full pb-2 sm:w-auto">
            <SearchBox
              value={view.q}
              onSearch={view.setQ}
              label={view.tab === 'posts' ? 'Search posts' : 'Search photos'}
            />
          </div>
        )}
      </div>
      {view.tab === 'photos' && <PhotosTab backup={backup} view={view} running={running} />}
      {view.tab === 'posts' && <PostsTab backup={backup} view={view} running={running} />}
      {view.tab === 'albums' && <AlbumsTab backupId={backup.id} />}
      {view.tab === 'report' && <ReportTab backupId={backup.id} running={running} />}
      {view.tab === 'checks' && <ChecksTab backup={backup} />}
      {view.tab === 'problems' && <ProblemsTab backup={backup} job={job ?? null} />}
    </div>
  );
}
