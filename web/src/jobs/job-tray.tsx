import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { useAllowed } from '../accounts/use-allowed.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Progress } from '../ui/progress.tsx';
import { toneIcon, toneText } from '../ui/tone.ts';
import { isRefusal, placeOf } from './job-place.ts';
import { isOpen, useLiveJob } from './job-watches.tsx';
import { nowWords, progressWords, toneOf } from './job-words.ts';
import { UploadLine, useUploadsElsewhere } from './upload-line.tsx';
import { useAnnounceJob } from './use-announce-job.ts';
import { useJobActions } from './use-job-actions.ts';
import { useJobTitle } from './use-job-title.ts';
import { useJobs } from './use-jobs.ts';

/** When this page was opened; what was over by then is history, not news. */
const openedAt = Date.now();

/** What runs, at the bottom of every page: one line each, more when unfolded. */
export function JobTray() {
  const { data: jobs = [] } = useJobs();
  const [folded, setFolded] = useState(true);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const news = jobs.filter((job) => isNews(job) && !dismissed.includes(job.id));
  // A success has its message; only what still needs a look stays here.
  const shown = news.filter((job) => job.state !== 'succeeded');
  const uploads = useUploadsElsewhere();
  const Icon = folded ? ChevronUp : ChevronDown;
  return (
    <>
      {news.map((job) => (
        <JobAnnouncer key={job.id} jobId={job.id} />
      ))}
      {(shown.length > 0 || uploads.length > 0) && (
        <aside
          aria-label="Jobs"
          className="fixed inset-x-2 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 rounded-corner border border-line bg-card shadow-lift md:inset-x-auto md:right-6 md:bottom-4 md:w-96"
        >
          <ul className="max-h-[50dvh] divide-y divide-line overflow-y-auto">
            {uploads.map((view) => (
              <UploadLine key={view.importId} view={view} />
            ))}
            {shown.map((job, index) => (
              <TrayLine
                key={job.id}
                jobId={job.id}
                folded={folded}
                onDismiss={() => setDismissed((ids) => [...ids, job.id])}
                fold={
                  index === 0 && (
                    <IconButton
                      label={folded ? 'Show job details' : 'Hide job details'}
                      aria-expanded={!folded}
                      onClick={() => setFolded(!folded)}
                    >
                      <Icon aria-hidden />
                    </IconButton>
                  )
                }
              />
            ))}
          </ul>
        </aside>
      )}
    </>
  );
}

/** Says for those who listen which step a job is at. */
function JobAnnouncer({ jobId }: { jobId: string }) {
  const { data: job } = useLiveJob(jobId);
  const announcement = useAnnounceJob(job);
  return (
    <p role="status" className="sr-only">
      {announcement}
    </p>
  );
}

const isNews = (job: Job): boolean =>
  isOpen(job) || (job.finishedAt !== null && Date.parse(job.finishedAt) > openedAt);

interface LineProps {
  jobId: string;
  folded: boolean;
  fold: ReactNode;
  onDismiss: () => void;
}

function TrayLine({ jobId, folded, fold, onDismiss }: LineProps) {
  const { data: job } = useLiveJob(jobId);
  return job ? <LiveLine job={job} folded={folded} fold={fold} onDismiss={onDismiss} /> : null;
}

function LiveLine({ job, folded, fold, onDismiss }: Omit<LineProps, 'jobId'> & { job: Job }) {
  const title = useJobTitle(job);
  const open = isOpen(job);
  const Icon = toneIcon[toneOf(job)];
  return (
    <li className="px-3 py-2">
      <div className="flex items-center gap-2">
        <Icon aria-hidden className={cx('size-5 shrink-0', toneText[toneOf(job)])} />
        <Link to={placeOf(job)} className="min-w-0 flex-1 rounded-small text-sm hover:underline">
          <span dir="auto" className="block truncate font-medium">
            {title}
          </span>
          <span className="figures block truncate text-xs text-soft">
            {open ? `${progressWords(job)} · ${nowWords(job)}` : nowWords(job)}
          </span>
        </Link>
        {fold}
        {!open && (
          <IconButton label="Dismiss" onClick={onDismiss}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {open && (
        <div className="mt-2">
          <Progress slim percent={job.percent} label={`Progress of ${title}`} />
        </div>
      )}
      {!folded && <TrayDetails job={job} />}
    </li>
  );
}

function TrayDetails({ job }: { job: Job }) {
  const { cancel, retry } = useJobActions(job);
  const allowed = useAllowed('editor', job.workspaceId);
  const [warning] = job.warnings.slice(-1);
  return (
    <div className="grid gap-3 pt-3 pb-1 text-sm">
      {job.error && <p className="text-bad">{job.error.message}</p>}
      {warning && <p className="text-warn">{warning.message}</p>}
      <div className="flex flex-wrap gap-2">
        {allowed && isOpen(job) && (
          <Button
            size="small"
            disabled={job.cancelRequested || cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {job.cancelRequested ? 'Stopping…' : 'Cancel'}
          </Button>
        )}
        {allowed && !isOpen(job) && job.state !== 'succeeded' && !isRefusal(job) && (
          <Button size="small" busy={retry.isPending} onClick={() => retry.mutate()}>
            Try again
          </Button>
        )}
        <Button size="small" variant="quiet" asChild>
          <Link to={placeOf(job)}>Open</Link>
        </Button>
      </div>
    </div>
  );
}
