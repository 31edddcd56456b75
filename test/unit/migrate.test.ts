import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { migrate } from '../../runtime/migrate.ts';
import { migrations } from '../../runtime/migrations/index.ts';
import { connectMongo, type Mongo } from '../../runtime/mongo.ts';
import { testEnv } from '../support/servers.ts';

/** Three processes with a new, empty database. */
let processes: Mongo[];
beforeEach(async () => {
  const uri = (await testEnv('mongo')).MONGODB_URI ?? '';
  processes = await Promise.all([connectMongo(uri), connectMongo(uri), connectMongo(uri)]);
}, 60_000);
afterEach(() => Promise.all(processes.map((mongo) => mongo.close())));

const [first, second] = [() => processes[0] as Mongo, () => processes[1] as Mongo];
const collection = (name: string) => first().connection.collection<{ _id: never }>(name);
const ids = migrations.map(({ id }) => id);

test('of several that start at once one migrates, and all find the database ready', async () => {
  const ran = await Promise.all(processes.map((mongo) => migrate(mongo)));
  expect(ran.flat().sort()).toEqual(ids);
  expect(ran.filter((list) => list.length > 0)).toHaveLength(1);
  const recorded = await collection('migrations').find().sort({ _id: 1 }).toArray();
  expect(recorded.map(({ _id }) => _id)).toEqual(ids);
  expect(await collection('migrationlocks').countDocuments()).toBe(0);
  const indexes = await collection('memories').indexes();
  expect(indexes.filter(({ unique }) => unique)).toHaveLength(1);
});

test('a second time nothing is left to do, and data stay', async () => {
  expect(await migrate(first())).toEqual(ids);
  await first().models.workspaces.create({ _id: 'W', name: 'Shop', kind: 'shop' });
  expect(await migrate(second())).toEqual([]);
  expect(await first().models.workspaces.countDocuments()).toBe(1);
});

test('the lock of a process that died is taken over when its time is up, and not before', async () => {
  const until = new Date(Date.now() + 1_500);
  await collection('migrationlocks').insertOne({
    _id: 'migrate' as never,
    owner: 'dead:1:x',
    until,
  } as never);
  expect(await migrate(first())).toEqual(ids);
  expect(Date.now()).toBeGreaterThanOrEqual(until.getTime());
  expect(await collection('migrationlocks').countDocuments()).toBe(0);
});

test('a failed migration gives the lock back', async () => {
  const broken = {
    ...first(),
    models: { bad: { createCollection: () => Promise.reject(new Error('disk full')) } },
  };
  await expect(migrate(broken as unknown as Mongo)).rejects.toThrow('disk full');
  expect(await collection('migrations').countDocuments()).toBe(0);
  expect(await migrate(second())).toEqual(ids);
});
