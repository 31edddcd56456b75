import type { Job } from '../schemas/contracts/jobs.ts';

const numbers = new Intl.NumberFormat('en');

export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

export function secondsInWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** "320 photos, 150 posts, 318 captions, 84.2 MB" */
export function countsInWords(counts: Job['counts']): string {
  const named = ['photos', 'posts', 'captions'].map((name) => `${numbers.format(counts[name] ?? 0)} ${name}`);
  return [...named, bytesInWords(counts.bytes ?? 0)].join(', ');
}

/** How long a job ran; 0 before it started. */
export function jobSeconds({ startedAt, createdAt, finishedAt }: Job): number {
  return finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt ?? createdAt)) / 1000 : 0;
}

/** The step that is at work, as "captions 120/320"; the state where none is. */
export function stepInWords({ steps, state }: Job): string {
  const step = steps.find((one) => one.state === 'running');
  if (!step) return state;
  return step.total === null ? `${step.name} ${step.done}` : `${step.name} ${step.done}/${step.total}`;
}
