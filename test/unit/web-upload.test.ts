import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../schemas/contracts/errors.ts';
import type { Import } from '../../schemas/contracts/imports.ts';
import { createUpload, type Upload } from '../../web/src/memories/uploads/create-upload.ts';
import { readFile } from '../../web/src/memories/uploads/read-file.ts';
import { UnreadableSource, type UploadSource } from '../../web/src/memories/uploads/upload-source.ts';
import type { UploadView } from '../../web/src/memories/uploads/upload-view.ts';
import { eventually } from '../support/eventually.ts';

const chunkBytes = 10;
const fileOf = (name: string, bytes: number) =>
  new File([Uint8Array.from({ length: bytes }, (_, index) => index % 251)], name);

/** A server that keeps chunks, and can be told to wait or to refuse. */
class Server {
  readonly got = new Map<string, Buffer>();
  readonly asked: string[] = [];
  started = 0;
  underWay = 0;
  mostUnderWay = 0;
  answer: (key: string) => Promise<void> = () => Promise.resolve();
  look: () => Promise<Import> = () =>
    Promise.reject(new AppError(404, 'common.not_found', 'No such import.'));

  async put(fileId: string, index: number, body: Uint8Array, signal: AbortSignal) {
    const key = `${fileId}:${index}`;
    this.asked.push(key);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await Promise.race([
        this.answer(key),
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ]);
      signal.throwIfAborted();
      this.got.set(key, Buffer.from(body));
    } finally {
      this.underWay -= 1;
    }
  }

  whole(fileId: string, chunks: number): Buffer {
    return Buffer.concat(Array.from({ length: chunks }, (_, index) => this.got.get(`${fileId}:${index}`)!));
  }
}

const importOf = (files: [name: string, bytes: number, missing?: [number, number][]][]): Import => ({
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  workspaceId: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
  state: 'uploading',
  connectionId: null,
  includeMessages: false,
  chunkBytes,
  files: files.map(([name, bytes, missing = [[0, Math.ceil(bytes / chunkBytes) - 1]]]) => ({
    id: name,
    name,
    bytes,
    fingerprint: null,
    chunks: Math.ceil(bytes / chunkBytes),
    missing,
    receivedBytes: 0,
  })),
  jobId: null,
  backupId: null,
  error: null,
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: '2026-01-08T00:00:00Z',
});

let server: Server;
let view: UploadView;
let rests: number[];

function open(imported: Import): Upload {
  return createUpload(imported, {
    now: () => 0,
    random: () => 0,
    rest: async (milliseconds) => void rests.push(milliseconds),
    onView: (next) => {
      view = next;
    },
    put: (fileId, { index, body }, onSent, signal) => {
      onSent(body.length);
      return server.put(fileId, index, body, signal);
    },
    start: async () => {
      server.started += 1;
      return 'job-1';
    },
    look: () => server.look(),
  });
}

const until = (state: UploadView['state']) =>
  eventually(`the upload is ${state}`, async () => view.state === state, 5000);

beforeEach(() => {
  server = new Server();
  rests = [];
});

describe('an upload', () => {
  test('brings every byte of every part, three chunks at a time, and starts the import once', async () => {
    // The first three answer only once all of them are under way.
    let release: (() => void) | undefined;
    const together = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.answer = () => {
      if (server.underWay === 3) release?.();
      return together;
    };
    const upload = open(
      importOf([
        ['a.zip', 95],
        ['b.zip', 20],
      ]),
    );
    upload.supply('a.zip', await readFile(fileOf('a.zip', 95)));
    upload.supply('b.zip', await readFile(fileOf('b.zip', 20)));
    await until('started');
    expect(server.whole('a.zip', 10)).toEqual(Buffer.from(await fileOf('a.zip', 95).arrayBuffer()));
    expect(server.whole('b.zip', 2)).toEqual(Buffer.from(await fileOf('b.zip', 20).arrayBuffer()));
    expect(server).toMatchObject({ mostUnderWay: 3, started: 1 });
    expect(view).toMatchObject({ bytes: 115, sent: 115, jobId: 'job-1' });
  });

  test('paused in the middle, goes on with what is missing only', async () => {
    server.answer = (key) =>
      Number(key.split(':')[1]) < 4 ? Promise.resolve() : new Promise(() => undefined);
    const upload = open(importOf([['a.zip', 95]]));
    upload.supply('a.zip', await readFile(fileOf('a.zip', 95)));
    await eventually('four chunks are there', async () => server.got.size === 4, 5000);
    upload.pause();
    expect(view).toMatchObject({ state: 'paused', sent: 40 });
    await eventually('nothing is under way', async () => server.underWay === 0, 5000);

    server.asked.length = 0;
    server.answer = () => Promise.resolve();
    upload.resume();
    await until('started');
    expect(server.asked).toEqual(['a.zip:4', 'a.zip:5', 'a.zip:6', 'a.zip:7', 'a.zip:8', 'a.zip:9']);
  });

  test('after a reload asks for the file, and sends only what had not arrived', async () => {
    const upload = open(
      importOf([
        [
          'a.zip',
          95,
          [
            [3, 4],
            [9, 9],
          ],
        ],
        ['b.zip', 20, []],
      ]),
    );
    expect(view).toMatchObject({ state: 'choose', sent: 90 });
    expect(view.files.map(({ state }) => state)).toEqual(['choose', 'done']);
    upload.supply('a.zip', await readFile(fileOf('a.zip', 95)));
    await until('started');
    expect(server.asked).toEqual(['a.zip:3', 'a.zip:4', 'a.zip:9']);
  });

  test('waits longer and longer while nobody answers, says so, and loses nothing', async () => {
    let failures = 4;
    server.answer = async () => {
      failures -= 1;
      if (failures >= 0) throw new AppError(0, 'web.unreachable', 'Away.');
    };
    const upload = open(importOf([['a.zip', 5]]));
    const troubles: (string | null)[] = [];
    upload.supply('a.zip', await readFile(fileOf('a.zip', 5)));
    await until('started').then(() => troubles.push(view.trouble));
    expect(rests).toEqual([1000, 2000, 4000, 8000]);
    expect(troubles).toEqual([null]);
    expect(server.got.size).toBe(1);
  });

  test('keeps to the pause that a busy server asks for', async () => {
    let busy = true;
    server.answer = async () => {
      if (!busy) return;
      busy = false;
      throw new AppError(429, 'memories.upload_busy', 'Busy.', { retryAfter: 7 });
    };
    open(importOf([['a.zip', 5]])).supply('a.zip', await readFile(fileOf('a.zip', 5)));
    await until('started');
    expect(rests).toEqual([7000]);
  });

  test('sends a chunk again whose line broke at the server', async () => {
    const broken = ['memories.chunk_broken_off', 'memories.chunk_stalled'];
    server.answer = async () => {
      const code = broken.shift();
      if (code) throw new AppError(code.endsWith('stalled') ? 408 : 400, code, 'Send it again.');
    };
    open(importOf([['a.zip', 5]])).supply('a.zip', await readFile(fileOf('a.zip', 5)));
    await until('started');
    expect(server.asked).toEqual(['a.zip:0', 'a.zip:0', 'a.zip:0']);
  });

  test('goes on with the other parts when the one under way is taken out', async () => {
    let isOut = false;
    server.answer = async (key) => {
      if (!key.startsWith('a.zip')) return;
      if (isOut) throw new AppError(404, 'common.not_found', 'There is no such file.');
      await new Promise(() => undefined);
    };
    const upload = open(
      importOf([
        ['a.zip', 95],
        ['b.zip', 20],
      ]),
    );
    upload.supply('a.zip', await readFile(fileOf('a.zip', 95)));
    upload.supply('b.zip', await readFile(fileOf('b.zip', 20)));
    await eventually('its chunks are under way', async () => server.underWay === 3, 5000);
    await upload.hold(async () => {
      isOut = true;
      await eventually('nothing is under way', async () => server.underWay === 0, 5000);
      return importOf([['b.zip', 20]]);
    });
    await until('started');
    expect(view.files.map(({ name }) => name)).toEqual(['b.zip']);
    expect([...server.got.keys()].sort()).toEqual(['b.zip:0', 'b.zip:1']);
  });

  test('that is refused stops with the server’s words', async () => {
    server.answer = async () => {
      throw new AppError(409, 'memories.upload_closed', 'This upload has ended.');
    };
    open(importOf([['a.zip', 95]])).supply('a.zip', await readFile(fileOf('a.zip', 95)));
    await until('failed');
    expect(view.trouble).toBe('This upload has ended.');
    expect(server.started).toBe(0);
  });

  test('says so when it was cancelled elsewhere', async () => {
    server.answer = async () => {
      throw new AppError(404, 'common.not_found', 'There is no such import, or it is not yours.');
    };
    open(importOf([['a.zip', 95]])).supply('a.zip', await readFile(fileOf('a.zip', 95)));
    await until('gone');
    expect(view.trouble).toBe('This upload was cancelled elsewhere.');
  });

  test('goes on with the other parts after one was taken out elsewhere', async () => {
    server.answer = async (key) => {
      if (key.startsWith('a.zip')) throw new AppError(404, 'common.not_found', 'There is no such file.');
    };
    server.look = async () => importOf([['b.zip', 20]]);
    const upload = open(
      importOf([
        ['a.zip', 95],
        ['b.zip', 20],
      ]),
    );
    upload.supply('b.zip', await readFile(fileOf('b.zip', 20)));
    upload.supply('a.zip', await readFile(fileOf('a.zip', 95)));
    await until('failed');
    expect(view.trouble).toContain('taken out elsewhere');
    upload.resume();
    await until('started');
    expect(view.files.map(({ name }) => name)).toEqual(['b.zip']);
    expect([...server.got.keys()].sort()).toEqual(['b.zip:0', 'b.zip:1']);
  });

  test('whose file was moved asks for it again, and sends the other parts meanwhile', async () => {
    const moved: UploadSource = {
      name: 'a.zip',
      bytes: 95,
      fingerprint: '',
      // biome-ignore lint/correctness/useYield: it fails before there is anything to give.
      async *read() {
        throw new UnreadableSource(new Error('NotReadableError'));
      },
    };
    const upload = open(
      importOf([
        ['a.zip', 95],
        ['b.zip', 20],
      ]),
    );
    upload.supply('a.zip', moved);
    upload.supply('b.zip', await readFile(fileOf('b.zip', 20)));
    await eventually('the other part is there', async () => server.got.size === 2, 5000);
    await until('choose');
    expect(view.files[0]).toMatchObject({
      state: 'choose',
      problem: expect.stringContaining('Choose it again'),
    });
    upload.supply('a.zip', await readFile(fileOf('a.zip', 95)));
    await until('started');
    expect(server.got.size).toBe(12);
  });
});
