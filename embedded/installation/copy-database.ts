import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { Mongo } from '../../runtime/mongo.ts';
import { SetupError } from '../setup-error.ts';
import type { Copy } from './read-copy.ts';
import { readLines } from './read-lines.ts';
import type { CopyWriter } from './write-copy.ts';

const { EJSON } = mongoose.mongo.BSON;
const perInsert = 500;
/** Held by processes at work; none is. */
const passing = ['migrationlocks'];

const databaseOf = ({ connection }: Mongo) => {
  if (!connection.db) throw new Error('The database is not connected.');
  return connection.db;
};

/** Writes every collection, a document a line, as canonical Extended JSON: types come back exactly. */
export async function dumpDatabase(
  mongo: Mongo,
  writer: CopyWriter,
  signal?: AbortSignal,
): Promise<number[]> {
  const db = databaseOf(mongo);
  const listed = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const names = listed.map(({ name }) => name).filter((name) => !/^system\./.test(name));
  for (const name of names.filter((one) => !passing.includes(one)).sort()) {
    signal?.throwIfAborted();
    await writer.add(`database/${name}.ndjson`, linesOf(mongo, name), { kind: 'collection', name });
  }
  const applied = await db.collection<{ _id: number }>('migrations').find().toArray();
  return applied.map(({ _id }) => _id);
}

async function* linesOf(mongo: Mongo, name: string): AsyncGenerator<Buffer> {
  const found = databaseOf(mongo)
    .collection(name)
    .find({}, { promoteValues: false, bsonRegExp: true })
    .sort({ _id: 1 });
  for await (const document of found) yield Buffer.from(`${EJSON.stringify(document, { relaxed: false })}\n`);
}

/** Fills an empty database; indexes follow from the models. Throws a SetupError when there is something in it. */
export async function loadDatabase(mongo: Mongo, copy: Copy, signal?: AbortSignal): Promise<void> {
  const db = databaseOf(mongo);
  if ((await db.listCollections().toArray()).length > 0) {
    throw new SetupError('The database is not empty: nothing is restored over it.', [
      'drop it first, or let MONGODB_URI name another',
    ]);
  }
  for (const { path, from } of copy.files) {
    if (from.kind !== 'collection') continue;
    const collection = await db.createCollection(from.name);
    let batch: object[] = [];
    const insert = async () => {
      signal?.throwIfAborted();
      if (batch.length > 0) await collection.insertMany(batch as never[], { ordered: false });
      batch = [];
    };
    for await (const line of readLines(createReadStream(join(copy.folder, path)))) {
      batch.push(EJSON.parse(line, { relaxed: false }) as object);
      if (batch.length === perInsert) await insert();
    }
    await insert();
  }
}
