import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { lockOwner, takeHome } from '../../embedded/lock-home.ts';
import { dataPaths } from '../../embedded/paths.ts';
import { choosePorts, isFree } from '../../embedded/ports.ts';
import { checkHome, checkStart } from '../../embedded/preflight.ts';
import { loadSecrets, secretEnv } from '../../embedded/secrets.ts';
import { describeSetupError, type SetupError } from '../../embedded/setup-error.ts';
import { replacedServices, stackEnv } from '../../embedded/stack-env.ts';
import { parseEnv } from '../../runtime/env.ts';
import { newFolder } from '../support/folders.ts';

const messageOf = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    return describeSetupError(error as SetupError);
  }
  throw new Error('nothing was wrong');
};

async function listen(): Promise<{ port: number; close: () => void }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

test('a busy port: says who has it and how to choose another', async () => {
  const busy = await listen();
  const paths = dataPaths(newFolder());
  const message = await messageOf(() => checkStart(paths, { env: {}, apiPort: busy.port }));
  expect(message).toContain(`Port ${busy.port} is in use`);
  expect(message).toContain(`pid ${process.pid}`);
  expect(message).toContain(`→ or choose another port: PORT=${busy.port + 100}`);
  expect(message).toContain('PORT=0');
  busy.close();
  await checkStart(paths, { env: {}, apiPort: 0 });
});

test('a full disk and a busy port are told together', async () => {
  const busy = await listen();
  const env = { PERENNIAL_MIN_DISK_MB: '999999999' };
  const message = await messageOf(() => checkStart(dataPaths(newFolder()), { env, apiPort: busy.port }));
  expect(message).toMatch(/Only \d+ MB are free/);
  expect(message).toContain('PERENNIAL_MIN_DISK_MB');
  expect(message).toContain(`Port ${busy.port} is in use`);
  expect(message.split('\n').length).toBeLessThan(20);
  busy.close();
});

test('a data folder that can’t be written', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const message = await messageOf(() => checkHome(dataPaths(join(file, 'home'))));
  expect(message).toMatch(/The data folder .* can’t be written/);
  expect(message).toContain('PERENNIAL_HOME=');
});

test('secrets are made once, fit the product’s settings, and a damaged file is never replaced', async () => {
  const paths = dataPaths(newFolder());
  const secrets = loadSecrets(paths);
  expect(loadSecrets(paths)).toEqual(secrets);
  expect(parseEnv(secretEnv(secrets, {})).PERENNIAL_TOKEN_KEYS).toHaveLength(1);
  expect(secretEnv(secrets, { PERENNIAL_JWT_SECRET: 'mine' }).PERENNIAL_JWT_SECRET).toBe('mine');
  writeFileSync(paths.secrets, '{"jwtSecret":');
  expect(await messageOf(() => loadSecrets(paths))).toMatch(/secrets.*can’t be read[\s\S]*restore the file/);
});

test('settings of one’s own replace the embedded servers and reach the product as they are', () => {
  const own = {
    TEMPORAL_ADDRESS: 'temporal.example:7233',
    MONGODB_URI: 'mongodb://db.example/perennial',
    AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
    FACEBOOK_APP_ID: '42',
  };
  expect(replacedServices(own)).toEqual(['temporal', 'mongo', 'blob']);
  expect(replacedServices({ SANDBOX: 'off' })).toEqual(['sandbox']);
  const paths = dataPaths(newFolder());
  const ports = { api: 1, sandbox: 2, sandboxSmtp: 3, temporal: 4, temporalUi: 5, mongo: 6, blob: 7 };
  const context = { paths, ports, secrets: loadSecrets(paths), outer: own, ephemeral: false };
  const env = parseEnv(stackEnv(context, new Set(['sandbox', 'api', 'workers'])));
  expect(env).toMatchObject({
    TEMPORAL_ADDRESS: own.TEMPORAL_ADDRESS,
    MONGODB_URI: own.MONGODB_URI,
    AZURE_STORAGE_CONNECTION_STRING: own.AZURE_STORAGE_CONNECTION_STRING,
    SANDBOX_URL: 'http://127.0.0.1:2',
    PUBLIC_URL: 'http://localhost:1',
  });
});

test('ports are remembered, stay near the API’s, and avoid what is taken', async () => {
  const file = join(newFolder(), 'ports.json');
  const first = await choosePorts(file, 0);
  expect(new Set(Object.values(first)).size).toBe(7);
  expect(await choosePorts(file, 0)).toEqual(first);

  const { port, close } = await listen();
  const near = await choosePorts(join(newFolder(), 'ports.json'), port - 1);
  expect(near.api).toBe(port - 1);
  expect(Object.values(near)).not.toContain(port);
  expect(await isFree(port)).toBe(false);
  close();
});

test('a lock is taken once, and over from a dead owner or from another process with its number', async () => {
  const paths = dataPaths(newFolder());
  const release = takeHome(paths);
  expect(lockOwner(paths.lock)?.pid).toBe(process.pid);
  expect(await messageOf(() => takeHome(paths))).toMatch(
    /already runs on the data folder[\s\S]*perennial stop/,
  );
  release();
  expect(lockOwner(paths.lock)).toBeNull();

  for (const stale of [
    '{"pid":999999999,"mark":"x"}',
    `{"pid":${process.pid},"mark":"an earlier process"}`,
    '{"pi',
  ]) {
    mkdirSync(paths.home, { recursive: true });
    writeFileSync(paths.lock, stale);
    takeHome(paths)();
  }
});
