import type { Response } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { rateLimited } from './graph-error.ts';

const hour = 3_600_000;

/** Counts calls in a rolling hour: sets `X-App-Usage`, and answers code 4 above the limit (true: answered). */
export function createUsage(context: SandboxContext): (res: Response) => boolean {
  const calls: number[] = [];
  return (res) => {
    const at = context.now();
    while (calls[0] !== undefined && calls[0] <= at - hour) calls.shift();
    const limit = context.settings().graphCallsPerHour;
    if (calls.length >= limit) {
      const answer = rateLimited(4);
      res
        .status(answer.status)
        .set(answer.headers ?? {})
        .json(answer.body);
      return true;
    }
    calls.push(at);
    const share = Math.floor((100 * calls.length) / limit);
    const usage = {
      call_count: share,
      total_cputime: Math.floor(share / 3),
      total_time: Math.floor(share / 2),
    };
    res.set('x-app-usage', JSON.stringify(usage));
    return false;
  };
}
