import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import express from 'express';
import { streamBlob } from '../../api/stream-blob.ts';
import type { Blobs } from '../../runtime/blob.ts';

/** Serves one blob of one opened stream, noted as told; gives status and body of a GET. */
async function get(stream: Readable, note: () => Promise<void>) {
  const blobs: Pick<Blobs, 'open'> = { open: async () => stream };
  const blob = { bytes: 4, mime: 'text/plain', etag: 'e', cacheControl: 'private' };
  const app = express();
  app.get('/', (request, response) =>
    streamBlob(
      blobs as Blobs,
      { ...blob, container: 'backups', blobName: 'b' },
      request,
      response,
      note,
    ).catch((error: Error) => void response.status(500).send(error.message)),
  );
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return { status: answer.status, body: await answer.text() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a download is sent when it has been noted', async () => {
  const notes: string[] = [];
  const answer = await get(Readable.from([Buffer.from('blob')]), async () => void notes.push('noted'));
  expect(answer).toEqual({ status: 200, body: 'blob' });
  expect(notes).toEqual(['noted']);
});

test('a download that can’t be noted is not sent, and its stream is closed', async () => {
  const stream = Readable.from([Buffer.from('blob')]);
  const answer = await get(stream, async () => {
    throw new Error('No room for the note.');
  });
  expect(answer).toEqual({ status: 500, body: 'No room for the note.' });
  expect(stream.destroyed).toBe(true);
});

test('storage that breaks off while a download is noted fails that download alone', async () => {
  const stream = new Readable({ read: () => undefined });
  const answer = await get(stream, async () => {
    stream.destroy(new Error('The line was cut.'));
    await once(stream, 'close');
  });
  expect(answer).toEqual({ status: 500, body: 'The line was cut.' });
});
