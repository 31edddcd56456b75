import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { createModelProcess, type ModelProcess } from '../../providers/caption/local/model-process.ts';

/** A child that does as its picture says: `hang`, `die`, `slow…` (answers when told by `go`), anything else is answered. */
const child = `
const held = [];
const answer = (id, text) => process.send({ type: 'scene', id, scene: { text } });
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, image }) => {
  const text = Buffer.from(image).toString();
  if (text === 'hang') for (;;);
  if (text === 'die') process.exit(7);
  if (text === 'broken picture') return process.send({ type: 'refused', id, code: 'unusable_picture', reason: 'bad' });
  if (text.startsWith('slow')) return held.push([id, text]);
  answer(id, text);
  if (text === 'go') for (const one of held.splice(0)) answer(...one);
});
process.send({ type: 'ready', model: 'pid ' + process.pid + ' sees ' + Object.keys(process.env).filter((k) => k !== 'NODE_CHANNEL_FD' && !k.startsWith('NODE_CHANNEL')).join() });
`;

let file: string;
let folder: string;
const open: ModelProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perennial-caption-'));
  file = join(folder, 'child.mjs');
  await writeFile(file, child);
  return () => rm(folder, { recursive: true });
});

afterEach(async () => {
  for (const process of open.splice(0)) await process.close();
});

function start(extra: Partial<Parameters<typeof createModelProcess>[0]> = {}): ModelProcess {
  const limits = { startMs: 20_000, readMs: 20_000, idleMs: 20_000, inFlight: 2, maxWaiting: 3 };
  const made = createModelProcess({ file, execArgv: [], ...limits, ...extra });
  open.push(made);
  return made;
}

const picture = (text: string) => Buffer.from(text);

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !condition(); ) {
    if (Date.now() > deadline) throw new Error('Waited in vain.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('starts with the first picture and holds none of the parent’s environment', async () => {
  const models = start();
  expect(models.pid()).toBeUndefined();
  const { scene, model } = await models.read(picture('a'));
  expect(scene).toEqual({ text: 'a' });
  expect(model).toBe(`pid ${models.pid()} sees `);
});

test('a crash fails the picture that was being read, and the next one is read by a new child', async () => {
  const models = start();
  await models.read(picture('a'));
  const before = models.pid();
  await expect(models.read(picture('die'))).rejects.toMatchObject({ code: 'crashed', retryable: true });
  await expect(models.read(picture('b'))).resolves.toMatchObject({ scene: { text: 'b' } });
  expect(models.pid()).not.toBe(before);
});

test('pictures that wait survive a crash', async () => {
  const models = start({ inFlight: 1 });
  const results = await Promise.allSettled(['die', 'b', 'c'].map((text) => models.read(picture(text))));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

test('a picture that hangs the child costs only itself', async () => {
  const models = start({ readMs: 300, inFlight: 1 });
  const results = await Promise.allSettled(['hang', 'b'].map((text) => models.read(picture(text))));
  expect(results).toMatchObject([
    { status: 'rejected', reason: { code: 'timeout', retryable: true } },
    { status: 'fulfilled', value: { scene: { text: 'b' } } },
  ]);
});

test('an unusable picture is final, and the child stays', async () => {
  const models = start();
  await models.read(picture('a'));
  const before = models.pid();
  await expect(models.read(picture('broken picture'))).rejects.toMatchObject({
    code: 'unusable_picture',
    retryable: false,
  });
  expect(models.pid()).toBe(before);
});

test('too many waiting pictures are refused, not piled up', async () => {
  const models = start({ inFlight: 1, maxWaiting: 2 });
  const first = models.read(picture('a'));
  const second = models.read(picture('b'));
  await expect(models.read(picture('c'))).rejects.toMatchObject({ code: 'busy', retryable: true });
  await Promise.all([first, second]);
  await expect(models.read(picture('c'))).resolves.toMatchObject({ scene: { text: 'c' } });
});

test('cancelling frees the caller at once, waiting or being read, and disturbs nobody', async () => {
  const models = start({ inFlight: 2 });
  await models.read(picture('a'));
  const before = models.pid();
  const stop = new AbortController();
  const reading = models.read(picture('slow one'), stop.signal);
  const other = models.read(picture('slow two'));
  const waiting = models.read(picture('c'), stop.signal);
  stop.abort(new Error('cancelled by the user'));
  await expect(reading).rejects.toThrow('cancelled by the user');
  await expect(waiting).rejects.toThrow('cancelled by the user');
  await expect(models.read(picture('a'), stop.signal)).rejects.toThrow('cancelled by the user');
  expect(models.load()).toBe(2);
  const closing = expect(other).rejects.toMatchObject({ code: 'closed' });
  expect(models.pid()).toBe(before);
  await models.close();
  await closing;
});

test('a child whose models are missing says so, finally', async () => {
  const broken = join(folder, 'broken.mjs');
  await writeFile(broken, `process.send({ type: 'broken', reason: 'no such file' }, () => process.exit(1));`);
  await expect(start({ file: broken }).read(picture('a'))).rejects.toMatchObject({
    code: 'not_installed',
    retryable: false,
  });
});

test('an idle child is let go, and comes back when needed', async () => {
  const models = start({ idleMs: 50 });
  await models.read(picture('a'));
  const first = models.pid()!;
  await until(() => models.pid() === undefined);
  await until(() => !isAlive(first));
  await expect(models.read(picture('b'))).resolves.toMatchObject({ scene: { text: 'b' } });
});

test('closing ends the child and refuses later pictures', async () => {
  const models = start();
  await models.read(picture('a'));
  const pid = models.pid()!;
  await models.close();
  expect(isAlive(pid)).toBe(false);
  await expect(models.read(picture('b'))).rejects.toMatchObject({ code: 'closed' });
});

test('no child outlives a parent that is killed', async () => {
  const parent = spawn(
    process.execPath,
    [
      '--import',
      './scripts/register-ts.mjs',
      '--input-type=module',
      '--eval',
      `import { createModelProcess } from './providers/caption/local/model-process.ts';
       const models = createModelProcess({ file: ${JSON.stringify(file)}, execArgv: [], startMs: 20000, readMs: 20000, idleMs: 60000, inFlight: 2, maxWaiting: 3 });
       await models.read(Buffer.from('a'));
       console.log(models.pid());
       setInterval(() => undefined, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !isAlive(pid));
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
