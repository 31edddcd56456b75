import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { BlobServiceClient } from '@azure/storage-blob';
import yazl from 'yazl';
import { answerTasks } from './answer-tasks.ts';

/** The control of the ZIP: yazl over the same blobs, as an HTTP answer or uploaded again, and nothing else. */
interface Task {
  container: string;
  names: string[];
  /** Uploads the ZIP as this blob; absent: it is what the server answers from now on. */
  target?: { container: string; name: string };
}

const service = BlobServiceClient.fromConnectionString(process.env.AZURE_STORAGE_CONNECTION_STRING!);
let served: Task | null = null;

function openZip({ container, names }: Task): Readable {
  const from = service.getContainerClient(container);
  const zip = new yazl.ZipFile();
  for (const name of names) {
    zip.addReadStreamLazy(name, { compress: false }, (done) => {
      from
        .getBlobClient(name)
        .download()
        .then(
          (answer) => done(null, answer.readableStreamBody as Readable),
          (error: Error) => done(error, undefined as never),
        );
    });
  }
  zip.end();
  return zip.outputStream as Readable;
}

const server = createServer((_request, response) => {
  openZip(served!).pipe(response.writeHead(200, { 'content-type': 'application/zip' }));
}).listen(0, '127.0.0.1');
await once(server, 'listening');

answerTasks(
  async (task: Task) => {
    if (!task.target) {
      served = task;
      return;
    }
    const blob = service.getContainerClient(task.target.container).getBlockBlobClient(task.target.name);
    await blob.uploadStream(openZip(task), 4 * 1024 * 1024, 4);
  },
  { port: (server.address() as AddressInfo).port },
);
