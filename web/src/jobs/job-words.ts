import type { Job, JobKind, JobState, JobStep } from '../../../schemas/contracts/jobs.ts';
import type { Tone } from '../ui/tone.ts';
import { formatNumber } from '../words/format-number.ts';
import { formatTimeLeft } from '../words/format-time.ts';
import { foundNothing } from './found-nothing.ts';
import { isRefusal } from './job-place.ts';

const stepNames: Record<string, string> = {
  list: 'Finding your photos',
  photos: 'Saving photos',
  captions: 'Describing photos',
  renditions: 'Making previews',
  posts: 'Saving posts',
  archive: 'Packing the ZIP',
  read: 'Reading the archive',
  merge: 'Merging with earlier backups',
  blobs: 'Checking stored files',
  entries: 'Checking the ZIP',
};

/** What a job is called within a sentence. */
export const kindWords: Record<JobKind, string> = {
  backup: 'backup',
  import: 'import',
  verification: 'check',
};

export const stepWords = (step: Pick<JobStep, 'name'>): string => stepNames[step.name] ?? step.name;

/** “120 of 320”, “120” while the total is unknown, nothing before the step has begun. */
export function stepCount(step: JobStep): string {
  if (step.state === 'skipped') return 'Skipped';
  if (step.state === 'pending' && step.done === 0) return '';
  if (step.total === null) return step.done > 0 ? formatNumber(step.done) : '';
  return `${formatNumber(step.done)} of ${formatNumber(step.total)}`;
}

export const stateWords: Record<JobState, string> = {
  queued: 'Starting soon',
  running: 'Running',
  succeeded: 'Complete',
  partial: 'Saved, with gaps',
  failed: 'Not finished',
  cancelled: 'Stopped',
};

export const stateTones: Record<JobState, Tone> = {
  queued: 'busy',
  running: 'busy',
  succeeded: 'good',
  partial: 'warn',
  failed: 'bad',
  cancelled: 'plain',
};

/** Several steps run at once; the one that says most about where a job is comes first. */
const telling = [
  'archive',
  'captions',
  'merge',
  'posts',
  'photos',
  'renditions',
  'list',
  'read',
  'entries',
  'blobs',
];

export const toneOf = (job: Job): Tone => (foundNothing(job) ? 'warn' : stateTones[job.state]);

/** What a job does right now, in one line. */
export function nowWords(job: Job): string {
  if (job.cancelRequested && (job.state === 'queued' || job.state === 'running')) return 'Stopping…';
  if (isRefusal(job)) return 'Refused';
  if (foundNothing(job)) return 'Nothing found';
  if (job.state !== 'running') return stateWords[job.state];
  const running = telling.find((name) =>
    job.steps.some((step) => step.name === name && step.state === 'running'),
  );
  return running ? stepWords({ name: running }) : 'Getting ready';
}

/** “42 % · about 3 minutes left”; the time only once it can be estimated. */
export function progressWords(job: Job): string {
  const percent = new Intl.NumberFormat(undefined, { style: 'percent' }).format(
    Math.floor(job.percent) / 100,
  );
  return job.etaSeconds === null ? percent : `${percent} · ${formatTimeLeft(job.etaSeconds)}`;
}
