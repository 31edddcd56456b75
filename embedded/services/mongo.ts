import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type mongoose from 'mongoose';
import type { ProcessSpec } from '../launch-process.ts';
import { answers } from '../ports.ts';
import { plainEnv, type ServiceContext } from './context.ts';

const replicaSet = 'perennial';
type AdminDb = ReturnType<mongoose.mongo.MongoClient['db']>;

export const mongoUri = (port: number) => `mongodb://127.0.0.1:${port}/perennial?replicaSet=${replicaSet}`;

/** mongod as a replica set of one: transactions and change streams need a set. Reachable from this machine only. */
export function mongoSpec(context: ServiceContext, binary: string): ProcessSpec {
  const port = context.ports.mongo;
  mkdirSync(context.paths.mongo, { recursive: true, mode: 0o700 });
  return {
    name: 'mongo',
    command: binary,
    args: [
      ...['--dbpath', context.paths.mongo],
      ...['--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--replSet', replicaSet, '--oplogSize', context.ephemeral ? '64' : '512'],
      ...['--wiredTigerCacheSizeGB', '0.5'],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false', '--quiet'],
    ],
    env: plainEnv(context),
    ready: async () => {
      // Loaded while mongod starts.
      await driver();
      return (await answers(port, '127.0.0.1')) ? becomePrimary(port) : null;
    },
    probe: () => withAdmin(port, async (admin) => void (await admin.command({ ping: 1 }))),
    // After a crash the journal is replayed first.
    readyTimeoutMs: 300_000,
    stopTimeoutMs: 30_000,
  };
}

/** A large package: loaded only when there is a server to talk to. */
const driver = () => import('mongoose').then((module) => module.default.mongo);

async function withAdmin<T>(port: number, work: (admin: AdminDb) => Promise<T>): Promise<T> {
  const { MongoClient } = await driver();
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 5_000,
    socketTimeoutMS: 5_000,
  });
  try {
    return await work(client.db('admin'));
  } finally {
    await client.close();
  }
}

/** Initiates the set once; on another port than last time it takes the new address by force. */
function becomePrimary(port: number): Promise<true | null> {
  const host = `127.0.0.1:${port}`;
  return withAdmin(port, async (admin) => {
    if (await isPrimary(admin, host)) return true;
    const config = await admin.client.db('local').collection('system.replset').findOne();
    const members = [{ _id: 0, host }];
    if (!config) await admin.command({ replSetInitiate: { _id: replicaSet, members } });
    else if (config.members?.[0]?.host !== host) {
      // The node is in no set while its own address is not in the configuration; `term` must be left out when forcing.
      const { term: _term, ...rest } = config;
      await admin.command({
        replSetReconfig: { ...rest, members, version: config.version + 1 },
        force: true,
      });
    }
    // It elects itself in a moment: no new connection for every question.
    for (let asked = 0; asked < 100; asked += 1) {
      if (await isPrimary(admin, host)) return true;
      await delay(20);
    }
    return null;
  });
}

async function isPrimary(admin: AdminDb, host: string): Promise<boolean> {
  const hello = await admin.command({ hello: 1 });
  return hello.isWritablePrimary && hello.me === host;
}
