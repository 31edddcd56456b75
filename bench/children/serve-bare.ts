import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import mongoose from 'mongoose';
import { answerTasks } from './answer-tasks.ts';

/** The control of the API: Express and the queries of a page of memories, and nothing else. */
const connection = await mongoose.createConnection(process.env.MONGODB_URI!).asPromise();
const memories = connection.collection('memories');
const assets = connection.collection('assets');
const app = express();

app.get('/:workspaceId/:backupId', async (request, response) => {
  const { workspaceId, backupId } = request.params;
  const match = { workspaceId, backupId };
  const [rows, total] = await Promise.all([
    memories.find(match).sort({ sortAt: -1, _id: -1 }).limit(51).toArray(),
    memories.countDocuments(match),
  ]);
  const page = rows.slice(0, 50);
  const ids = page.map(({ assetId }) => assetId as never);
  const files = await assets.find({ workspaceId, _id: { $in: ids } }).toArray();
  const byId = new Map(files.map((file) => [String(file._id), file]));
  response.json({ items: page.map((row) => ({ ...row, asset: byId.get(row.assetId) })), total });
});

const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
answerTasks(async () => undefined, { port: (server.address() as AddressInfo).port });
