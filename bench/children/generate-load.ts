import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerTasks } from './answer-tasks.ts';

export interface Load {
  url: string;
  /** Used in turns. */
  headers: Record<string, string>[];
  perSecond: number;
  seconds: number;
}

/** Connections that rest are given up before a server does (after 5 s): no request meets a closing one. */
const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 2_000 });

/**
 * An open loop: requests leave at their times whether or not earlier ones were answered, and each is measured from
 * the time it was due, so that a stall counts for everybody who would have come meanwhile.
 */
answerTasks(async ({ url, headers, perSecond, seconds }: Load): Promise<number[]> => {
  const total = Math.round(perSecond * seconds);
  const begin = performance.now() + 50;
  const latencies: Promise<number>[] = [];
  for (let i = 0; i < total; i += 1) {
    const due = begin + (i * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await delay(early);
    latencies.push(fetchOnce(url, headers[i % headers.length]!).then(() => performance.now() - due));
  }
  return Promise.all(latencies);
});

function fetchOnce(url: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
      answer.on('data', () => undefined).on('end', resolve);
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
