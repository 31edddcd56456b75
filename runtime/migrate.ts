import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrations } from './migrations/index.ts';
import type { Mongo } from './mongo.ts';

interface Applied {
  _id: number;
  name: string;
  at: Date;
}
interface Lock {
  _id: string;
  owner: string;
  until: Date;
}

const leaseMs = 60_000;

/**
 * Brings the database to the newest numbered migration and its indexes into being. Safe to call from every
 * process at start: one holds the lock, the others wait until it is done.
 */
export async function migrate(mongo: Mongo): Promise<number[]> {
  const owner = `${hostname()}:${process.pid}:${Math.random().toString(36).slice(2)}`;
  const locks = mongo.connection.collection<Lock>('migrationlocks');
  await acquire();
  const renewal = setInterval(() => void extend().catch(() => undefined), leaseMs / 3);
  try {
    const applied = mongo.connection.collection<Applied>('migrations');
    const done = new Set((await applied.find().toArray()).map(({ _id }) => _id));
    const ran: number[] = [];
    for (const migration of migrations.filter(({ id }) => !done.has(id))) {
      await migration.run(mongo.connection, mongo.models);
      await applied.insertOne({ _id: migration.id, name: migration.name, at: new Date() });
      ran.push(migration.id);
    }
    await Promise.all(Object.values(mongo.models).map((model) => model.createIndexes()));
    return ran;
  } finally {
    clearInterval(renewal);
    await locks.deleteOne({ _id: 'migrate', owner });
  }

  async function acquire(): Promise<void> {
    for (;;) {
      const now = new Date();
      try {
        await locks.updateOne(
          { _id: 'migrate', until: { $lt: now } },
          { $set: { owner, until: new Date(now.getTime() + leaseMs) } },
          { upsert: true },
        );
        return;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        await sleep(50);
      }
    }
  }

  async function extend(): Promise<void> {
    await locks.updateOne({ _id: 'migrate', owner }, { $set: { until: new Date(Date.now() + leaseMs) } });
  }
}
