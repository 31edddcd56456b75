import type { Runtime } from '../../../runtime/create-runtime.ts';
import { type JobStep, openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../../schemas/models/job.ts';
import type { BackupStep } from '../create-backup.ts';
import type { ImportStep } from '../imports/describe-import-start.ts';
import type { BackupKey } from './backup-key.ts';
import { loadBackup } from './backup-key.ts';
import { describeWarnings } from './describe-warnings.ts';
import { type BackupFigures, measureBackup } from './measure-backup.ts';

export type ReportedStep = BackupStep | ImportStep;

/** Share of the whole that each step usually takes, in per cent. */
const weights: Partial<Record<JobDoc['kind'], Partial<Record<ReportedStep, number>>>> = {
  backup: { list: 4, photos: 24, posts: 4, renditions: 14, captions: 44, archive: 10 },
  import: { read: 4, photos: 38, merge: 2, captions: 46, archive: 10 },
};

export interface StepReport {
  /** Steps whose state changes with this report. */
  states?: Partial<Record<ReportedStep, JobStep['state']>>;
  /** Entries of the archive so far and in all. */
  archive?: { done: number; total: number };
}

/** Reports meet: several activities measure the same job at once. */
const mostTries = 10;

/** Recomputes steps, per cent, ETA, counts and warnings from the rows and writes them to the job. */
export async function reportProgress(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  key: BackupKey,
  report: StepReport = {},
): Promise<void> {
  const { models } = dependencies.mongo;
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const job = await models.jobs.findOne({ _id: key.jobId, workspaceId: key.workspaceId }).lean();
    if (!job || !openJobStates.includes(job.state)) return;
    const change = await describeProgress(dependencies, key, job, report);
    // What another report has changed since is measured again instead of overwritten.
    const result = await models.jobs.updateOne(
      { _id: key.jobId, workspaceId: key.workspaceId, version: job.version },
      { $set: change, $inc: { version: 1 } },
    );
    if (result.matchedCount === 1) return;
  }
  if (report.states) throw new Error('The steps of the job could not be reported: too many reports at once.');
}

async function describeProgress(
  dependencies: Pick<Runtime, 'mongo' | 'clock'>,
  key: BackupKey,
  job: JobDoc,
  report: StepReport,
): Promise<Partial<JobDoc>> {
  const [backup, figures] = await Promise.all([
    loadBackup(dependencies, key),
    measureBackup(dependencies, key),
  ]);
  const steps = job.steps.map((step) => measureStep(step, figures, report));
  const reached = Math.round(steps.reduce((sum, step) => sum + share(job.kind, step), 0) * 10) / 10;
  // New pages make the whole larger: the bar waits then, it never goes back.
  const percent = Math.min(99, Math.max(job.percent, reached));
  const elapsed = job.startedAt ? (dependencies.clock.now() - job.startedAt.getTime()) / 1000 : 0;
  return {
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
    warnings: describeWarnings(backup.notes, figures, 0, backup.source),
  };
}

function measureStep(step: JobStep, figures: BackupFigures, report: StepReport): JobStep {
  const name = step.name as ReportedStep;
  const state = report.states?.[name] ?? step.state;
  const settled = figures.storedPhotos + figures.failedPhotos;
  const counted: Record<ReportedStep, { done: number; total: number | null }> = {
    list: {
      done: figures.photos + figures.posts,
      total: state === 'done' ? figures.photos + figures.posts : null,
    },
    read: {
      done: figures.photos + figures.posts,
      total: state === 'done' ? figures.photos + figures.posts : null,
    },
    merge: { done: figures.carried ?? 0, total: state === 'done' ? (figures.carried ?? 0) : null },
    photos: { done: settled, total: figures.photos },
    posts: { done: figures.posts, total: state === 'done' ? figures.posts : null },
    renditions: { done: figures.rendered, total: figures.storedPhotos },
    captions: { done: figures.captioned, total: figures.storedPhotos },
    archive: report.archive ?? { done: step.done, total: step.total },
  };
  return { name, state, ...counted[name] };
}

function share(kind: JobDoc['kind'], step: JobStep): number {
  const weight = weights[kind]?.[step.name as ReportedStep] ?? 0;
  if (step.state === 'done' || step.state === 'skipped') return weight;
  // A total that still grows would make the bar jump back and forth.
  if (step.state !== 'running' || !step.total) return 0;
  return weight * Math.min(1, step.done / step.total);
}
