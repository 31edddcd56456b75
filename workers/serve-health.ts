import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Worker, WorkerStatus } from '@temporalio/worker';
import type { Mongo } from '../runtime/mongo.ts';

/** Longer than this a database that should answer a ping is away. */
const pingMs = 2_000;

/**
 * Serves `/livez` (the process answers) and `/readyz` (its workers poll, and the database answers) for whoever watches
 * over containers.
 */
export async function serveHealth(
  port: number,
  workers: Pick<Worker, 'getStatus'>[],
  mongo: Pick<Mongo, 'ping'>,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/livez') return void send(200, { status: 'alive' });
    if (request.url !== '/readyz') return void send(404, { status: 'unknown' });
    const states = workers.map((worker) => describe(worker.getStatus()));
    const polling = states.every((state) => state === 'polling');
    const database = (await answers(mongo)) ? 'ok' : 'away';
    const ready = polling && database === 'ok';
    send(ready ? 200 : 503, { status: ready ? 'ready' : 'unavailable', workers: states, mongo: database });
  }).listen(port);
  await once(server, 'listening');
  return server;
}

/** A pool without activities has no poller for them, and the other way round. */
function describe({ runState, workflowPollerState, activityPollerState }: WorkerStatus): string {
  const polls = workflowPollerState === 'POLLING' || activityPollerState === 'POLLING';
  return runState === 'RUNNING' && polls ? 'polling' : runState.toLowerCase();
}

async function answers(mongo: Pick<Mongo, 'ping'>): Promise<boolean> {
  const late = AbortSignal.timeout(pingMs);
  const silence = once(late, 'abort').then(() => false);
  return Promise.race([
    mongo.ping().then(
      () => true,
      () => false,
    ),
    silence,
  ]);
}
