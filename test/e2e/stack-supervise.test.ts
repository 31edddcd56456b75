import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { ProcessSpec } from '../../embedded/launch-process.ts';
import { openLog } from '../../embedded/log-file.ts';
import { isRunning } from '../../embedded/process-table.ts';
import { type SuperviseOptions, supervise } from '../../embedded/supervise.ts';
import { eventually } from '../support/eventually.ts';
import { newFolder } from '../support/folders.ts';

/** A small program of ours, with the channel that real ones have. */
function program(code: string, rest: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    name: 'small',
    command: process.execPath,
    args: ['-e', code],
    env: process.env,
    ipc: true,
    ...rest,
  };
}

function options(rest: Partial<SuperviseOptions> = {}): SuperviseOptions & { lines: string[] } {
  const lines: string[] = [];
  const backoff = { firstMs: 10, maxMs: 40 };
  return { logDir: newFolder(), log: (line) => lines.push(line), backoff, lines, ...rest };
}

const ready = `process.send({type:'ready', pid: process.pid});`;
const stay = `setInterval(() => {}, 1000); process.on('disconnect', () => process.exit());`;

test('one that ends is started again, more slowly each time', async () => {
  const counter = join(newFolder(), 'count');
  writeFileSync(counter, '');
  const count = `require('fs').appendFileSync(${JSON.stringify(counter)}, 'x');`;
  const one = await supervise(program(`${count}${ready} setTimeout(() => process.exit(3), 20);`), options());
  await eventually('it was started four times', () => readFileSync(counter, 'utf8').length >= 4);
  await one.stop();
  const starts = readFileSync(counter, 'utf8').length;
  expect(one.state()).toBe('stopped');
  expect(isRunning(one.pid()!)).toBe(false);
  expect(readFileSync(counter, 'utf8')).toHaveLength(starts);
});

test('a first start that fails says why, with the end of the log', async () => {
  const failing = supervise(program(`console.error('MONGODB_URI: wrong'); process.exit(1);`), options());
  await expect(failing).rejects.toThrow(/small ended with code 1[\s\S]*MONGODB_URI: wrong[\s\S]*small\.log/);
  await expect(supervise({ ...program(''), command: '/absent' }, options())).rejects.toThrow(/ENOENT/);
});

test('one that is started ahead gets its settings when they are known, and again after every new start', async () => {
  const waits = `process.once('message', ({settings}) => process.send({type:'ready', ...settings}));${stay}`;
  let address = 'first';
  const one = await supervise(program(waits, { settings: async () => ({ address }) }), options());
  expect(one.message()).toMatchObject({ address: 'first' });
  address = 'second';
  await one.restart();
  await eventually('it has the new settings', () => one.message().address === 'second');
  await one.stop();

  const settings = async () => Promise.reject(new Error('no server'));
  await expect(supervise(program(waits, { settings }), options())).rejects.toThrow('no server');
});

test('one that runs but does not answer is ended and started again', async () => {
  let healthy = true;
  const probe = async () => {
    if (!healthy) throw new Error('no answer');
  };
  const settings = options({ probeEveryMs: 10, probeFailures: 3 });
  const one = await supervise(program(`${ready}${stay}`, { probe }), settings);
  const before = one.pid();
  healthy = false;
  await eventually('another process runs', () => one.pid() !== before);
  healthy = true;
  await eventually('it is ready', () => one.state() === 'ready');
  expect(settings.lines.join('\n')).toContain('small does not answer: no answer');
  await one.stop();
});

test('one that ignores the request to end is killed after its time', async () => {
  const deaf = `process.on('SIGTERM', () => {}); process.on('disconnect', () => {}); ${ready} setInterval(() => {}, 1000);`;
  const one = await supervise(program(deaf, { stopTimeoutMs: 50 }), options());
  const pid = one.pid()!;
  await one.stop();
  expect(isRunning(pid)).toBe(false);
});

test('a log keeps to its size', () => {
  const path = join(newFolder(), 'a.log');
  const log = openLog(path, 1_000);
  for (let line = 0; line < 500; line += 1) log.write(`line ${line}\n`);
  expect(log.tail(2)).toBe('line 498\nline 499');
  log.close();
  expect(statSync(path).size).toBeLessThan(1_100);
  expect(statSync(`${path}.1`).size).toBeLessThan(1_100);
});
