import type { Request, Response } from 'express';
import { toJob } from '../../domains/jobs/job-view.ts';
import type { JobWatcher } from '../../domains/jobs/watch-jobs.ts';
import { openJobStates } from '../../schemas/contracts/jobs.ts';
import type { JobDoc } from '../../schemas/models/job.ts';

/** Proxies close silent connections after half a minute or so. */
const keepAliveMs = 15_000;

/**
 * Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html): each event is the whole
 * job, its id the version. A client that reads slowly gets the newest state, not all of them. Ends with the
 * job's end, with the client, or with this process.
 */
export function streamJob(watcher: JobWatcher, job: JobDoc, request: Request, response: Response): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  let waiting: JobDoc | null = null;
  const send = (current: JobDoc) => {
    // The end may still wait for the client to read: nothing may be written behind it.
    if (response.writableEnded) return;
    waiting = response.writableNeedDrain ? current : null;
    if (waiting) return;
    response.write(`id: ${current.version}\nevent: job\ndata: ${JSON.stringify(toJob(current))}\n\n`);
    if (!openJobStates.includes(current.state)) response.end();
  };
  response.on('drain', () => waiting && send(waiting));
  const keepAlive = setInterval(() => {
    if (!response.writableEnded && !response.writableNeedDrain) response.write(':\n\n');
  }, keepAliveMs);
  const unwatch = watcher.watch(job, send, () => response.end());
  const release = () => {
    clearInterval(keepAlive);
    unwatch();
  };
  request.on('close', release);
  response.on('close', release);
}
