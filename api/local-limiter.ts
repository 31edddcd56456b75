import type { Allowance } from '../domains/accounts/count-request.ts';
import type { Clock } from '../runtime/clock.ts';

export interface LocalLimiter {
  count(rule: { name: string; max: number; windowSeconds: number }, subject: string): Allowance;
}

const mostSubjects = 50_000;

/**
 * Limits that only keep one caller from crowding out the others (the default, pictures). They are counted in
 * this process: a write to the database for each read would cost more than it protects, and n processes then
 * allow n times as much. Limits that guard an account are counted in Mongo (`countRequest`).
 */
export function createLocalLimiter(clock: Clock): LocalLimiter {
  const windows = new Map<string, { count: number; end: number }>();
  return {
    count(rule, subject) {
      const now = clock.now();
      const key = `${rule.name}:${subject}`;
      let window = windows.get(key);
      if (!window || window.end <= now) {
        window = { count: 0, end: now + rule.windowSeconds * 1000 };
        windows.delete(key);
        windows.set(key, window);
        if (windows.size > mostSubjects) forget(windows, now);
      }
      window.count += 1;
      return {
        allowed: window.count <= rule.max,
        limit: rule.max,
        remaining: Math.max(0, rule.max - window.count),
        resetSeconds: Math.max(1, Math.ceil((window.end - now) / 1000)),
      };
    },
  };
}

/** Drops ended windows; if all are in force, the oldest tenth, so that memory stays bounded. */
function forget(windows: Map<string, { end: number }>, now: number): void {
  for (const [key, { end }] of windows) if (end <= now) windows.delete(key);
  if (windows.size <= mostSubjects) return;
  for (const key of [...windows.keys()].slice(0, mostSubjects / 10)) windows.delete(key);
}
