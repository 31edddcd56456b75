import { type ClientSession, type Connection, createConnection } from 'mongoose';
import { createModels, type Models } from '../schemas/models/index.ts';

export interface Mongo {
  connection: Connection;
  models: Models;
  /** Runs `work` in one transaction, repeated by the driver on a transient error: no effects outside Mongo in it. */
  transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a pool on a replica set; models belong to this connection alone. */
export async function connectMongo(uri: string): Promise<Mongo> {
  const connection = createConnection(uri, {
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: 50,
    serverSelectionTimeoutMS: 10_000,
    w: 'majority',
  });
  await connection.asPromise();
  return {
    connection,
    models: createModels(connection),
    transaction: (work) =>
      connection.getClient().withSession((session) => session.withTransaction(() => work(session))),
    ping: async () => {
      await connection.db?.command({ ping: 1 });
    },
    close: () => connection.close(),
  };
}
