import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { JobStep } from '../../../schemas/contracts/jobs.ts';
import { updateJob } from '../../jobs/update-job.ts';
import type { BackupStep } from '../create-backup.ts';
import type { BackupKey } from './backup-key.ts';
import { loadBackup } from './backup-key.ts';
import { describeWarnings } from './describe-warnings.ts';
import { type BackupFigures, measureBackup } from './measure-backup.ts';

/** Share of the whole that each step usually takes, in per cent. */
const weights: Record<BackupStep, number> = {
  list: 4,
  photos: 24,
  posts: 4,
  renditions: 14,
  captions: 44,
  archive: 10,
};

export interface StepReport {
  /** Steps whose state changes with this report. */
  states?: Partial<Record<BackupStep, JobStep['state']>>;
  /** Entries of the archive so far and in all. */
  archive?: { done: number; total: number };
}

/** Recomputes steps, per cent, ETA, counts and warnings from the rows and writes them to the job. */
export async function reportProgress(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  key: BackupKey,
  report: StepReport = {},
): Promise<void> {
  const { mongo, clock } = dependencies;
  const [job, backup, figures] = await Promise.all([
    mongo.models.jobs.findOne({ _id: key.jobId, workspaceId: key.workspaceId }).lean(),
    loadBackup(dependencies, key),
    measureBackup(dependencies, key),
  ]);
  if (!job) return;
  const steps = job.steps.map((step) => measureStep(step, figures, report));
  const percent = Math.min(99, Math.round(steps.reduce((sum, step) => sum + share(step), 0) * 10) / 10);
  const elapsed = job.startedAt ? (clock.now() - job.startedAt.getTime()) / 1000 : 0;
  await updateJob(mongo.models, key, {
    steps,
    percent,
    // Below five per cent an estimate would be a guess.
    etaSeconds: percent >= 5 ? Math.round((elapsed / percent) * (100 - percent)) : null,
    counts: {
      photos: figures.storedPhotos,
      newPhotos: figures.newPhotos,
      failedPhotos: figures.failedPhotos,
      posts: figures.posts,
      captions: figures.captioned,
    },
    warnings: describeWarnings(backup.notes, figures, 0),
  });
}

function measureStep(step: JobStep, figures: BackupFigures, report: StepReport): JobStep {
  const name = step.name as BackupStep;
  const state = report.states?.[name] ?? step.state;
  const settled = figures.storedPhotos + figures.failedPhotos;
  const counted: Record<BackupStep, { done: number; total: number | null }> = {
    list: {
      done: figures.photos + figures.posts,
      total: state === 'done' ? figures.photos + figures.posts : null,
    },
    photos: { done: settled, total: figures.photos },
    posts: { done: figures.posts, total: state === 'done' ? figures.posts : null },
    renditions: { done: figures.rendered, total: figures.storedPhotos },
    captions: { done: figures.captioned, total: figures.storedPhotos },
    archive: report.archive ?? { done: step.done, total: step.total },
  };
  return { name, state, ...counted[name] };
}

function share(step: JobStep): number {
  const weight = weights[step.name as BackupStep] ?? 0;
  if (step.state === 'done' || step.state === 'skipped') return weight;
  // A total that still grows would make the bar jump back and forth.
  if (step.state !== 'running' || !step.total) return 0;
  return weight * Math.min(1, step.done / step.total);
}
