import type { Backup } from '../../../schemas/contracts/memories.ts';
import { ErrorView } from '../app/error-view.tsx';
import { JobCard } from '../jobs/job-card.tsx';
import { isOpen, useLiveJob } from '../jobs/job-watches.tsx';
import { UnfinishedJob } from '../jobs/unfinished-job.tsx';
import { AllowPosts } from './allow-posts.tsx';
import { BackupHeader } from './backup-header.tsx';
import { BackupSkeleton } from './backup-skeleton.tsx';
import { BackupTabs } from './backup-tabs.tsx';
import { PhotosTab } from './photos-tab.tsx';
import { PostsTab } from './posts-tab.tsx';
import { ProblemsTab } from './problems-tab.tsx';
import { SearchBox } from './search-box.tsx';
import { useBackupView } from './use-backup-view.ts';
import { useBackup } from './use-backups.ts';
import { useFollowBackup } from './use-follow-backup.ts';
import { useListTop } from './use-list-top.ts';

export function Component() {
  const view = useBackupView();
  const backup = useBackup(view.backupId);
  if (backup.data) return <BackupView key={backup.data.id} backup={backup.data} />;
  if (backup.error)
    return <ErrorView heading="h1" error={backup.error} onRetry={() => void backup.refetch()} />;
  return <BackupSkeleton />;
}

function BackupView({ backup }: { backup: Backup }) {
  const view = useBackupView();
  const { data: job } = useLiveJob(backup.jobId);
  useFollowBackup(backup, job);
  const listTop = useListTop(`${view.tab} ${view.q}`);
  const running = job ? isOpen(job) : false;
  const problems = backup.counts.failedPhotos + (job?.warnings.length ?? 0);
  return (
    <div className="page pb-16">
      <BackupHeader backup={backup} state={job?.state ?? backup.state} />
      <div className="grid gap-4">
        {job && (running ? <JobCard job={job} /> : <UnfinishedJob job={job} />)}
        {!running && <AllowPosts backup={backup} />}
      </div>
      <div ref={listTop} />
      <div className="z-10 mt-8 sm:sticky sm:top-0 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line bg-paper pt-2 sm:flex-nowrap">
        <BackupTabs view={view} counts={{ ...backup.counts, problems }} />
        {view.tab !== 'problems' && (
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
      {view.tab === 'problems' && <ProblemsTab backup={backup} job={job ?? null} />}
    </div>
  );
}
