import { formatCount } from './format-number.ts';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const longDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

export const formatDay = (instant: string): string => day.format(new Date(instant));
export const formatLongDay = (instant: string): string => longDay.format(new Date(instant));
export const formatMoment = (instant: string): string => moment.format(new Date(instant));
export const formatClock = (instant: string): string => clock.format(new Date(instant));

/** How long ago, roughly, as people say it; older than a week it is the date. */
export function formatAgo(instant: string, now = Date.now()): string {
  const minutes = Math.round((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${formatCount(minutes, 'minute')} ago`;
  if (minutes < 24 * 60) return `${formatCount(Math.round(minutes / 60), 'hour')} ago`;
  if (minutes < 7 * 24 * 60) return `${formatCount(Math.round(minutes / 1440), 'day')} ago`;
  return formatDay(instant);
}

/** Time left in words; estimates are rough, so the words are too. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 50) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${formatCount(minutes, 'minute')} left`;
  return `about ${formatCount(Math.round(minutes / 60), 'hour')} left`;
}

const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' });

/** “Jul 2019” or “Jul – Aug 2019”; empty when there is no date. */
export const formatSpan = (from: string | null, to: string | null): string =>
  from && to ? month.formatRange(new Date(from), new Date(to)) : '';
