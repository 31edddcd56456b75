import type { Job } from '../schemas/contracts/jobs.ts';

const numbers = new Intl.NumberFormat('en');

/** "1 photo", "1,204 photos" */
export const countInWords = (count: number, noun: string): string =>
  `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`;

export function bytesInWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

export function secondsInWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return `${whole} s`;
  if (whole < 5400) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${(whole / 3600).toFixed(1)} h`;
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

/** The step at work whose end is in sight, as "captions 120/320"; the state where none is at work. */
export function stepInWords({ steps, state }: Job): string {
  const running = steps.filter((one) => one.state === 'running');
  const step = running.find(({ total }) => total !== null) ?? running[0];
  if (!step) return state;
  return step.total === null ? `${step.name} ${step.done}` : `${step.name} ${step.done}/${step.total}`;
}
