import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { systemClock } from '../../runtime/clock.ts';
import { coreSettings, parseEnv } from '../../runtime/env.ts';
import { findRoot } from '../../runtime/find-root.ts';
import { createProviders, describeProviders } from '../../runtime/providers.ts';
import { taskQueues } from '../../schemas/contracts/workflows.ts';
import { listDescriptors } from '../../scripts/docs/list-descriptors.ts';
import {
  addressesIn,
  type ComposeService,
  listInterpolations,
  readCompose,
  toSeconds,
} from '../support/read-compose.ts';

const root = findRoot(import.meta.dirname);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const text = read('docker-compose.yml');

/** What the documented command writes into .env. */
const secrets = Object.fromEntries(
  execFileSync(process.execPath, [join(root, 'scripts/make-env.mjs')], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
) as Record<string, string>;

const compose = readCompose(text, secrets);
const all = Object.entries(compose.services);
const ours = all.filter(([, { image }]) => image === 'perennial:local');
const service = (name: string): ComposeService => {
  const found = compose.services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};
const environmentOf = (name: string) => service(name).environment ?? {};

/** Names that a source file reads from its environment. */
const namesIn = (path: string) =>
  [...read(path).matchAll(/(?:env\.|')([A-Z][A-Z_]{3,})\b/g)].map(([, name]) => name);

/** Documented by the images' own projects. */
const foreignNames = [
  ...[
    'POSTGRES_USER',
    'POSTGRES_PASSWORD',
    'SQL_PASSWORD',
    'DB',
    'DB_PORT',
    'POSTGRES_PWD',
    'POSTGRES_SEEDS',
  ],
  ...[
    'BIND_ON_IP',
    'DYNAMIC_CONFIG_FILE_PATH',
    'PROMETHEUS_ENDPOINT',
    'TEMPORAL_ADDRESS',
    'TEMPORAL_CODEC_ENDPOINT',
    'TEMPORAL_CODEC_INCLUDE_CREDENTIALS',
    'TEMPORAL_DEFAULT_NAMESPACE',
  ],
  ...['GF_SECURITY_ADMIN_PASSWORD', 'GF_ANALYTICS_REPORTING_ENABLED'],
];

const productNames = new Set([
  ...Object.keys(coreSettings.shape),
  ...listDescriptors().flatMap(({ options }) => Object.keys(options.shape)),
]);

describe('settings', () => {
  test('every name in our containers is one that the code reads', () => {
    const known = new Set([...productNames, ...namesIn('sandbox/main.ts'), 'AZURITE_ACCOUNTS']);
    const unknown = ours.flatMap(([name, { environment = {} }]) =>
      Object.keys(environment)
        .filter((key) => !known.has(key))
        .map((key) => `${name}: ${key}`),
    );
    expect(unknown).toEqual([]);
  });

  test('every name in the other containers is known', () => {
    const others = all.filter(([, { image }]) => image !== 'perennial:local');
    const names = others.flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(names.filter((name) => !foreignNames.includes(name))).toEqual([]);
  });

  test('what must stand in .env is written by the documented command', () => {
    const asked = listInterpolations(text);
    const required = asked.filter((one) => one.required).map(({ name }) => name);
    expect([...new Set(required)].sort()).toEqual(Object.keys(secrets).sort());
    const optional = asked.filter((one) => !one.required).map(({ name }) => name);
    expect(
      optional.filter(
        (name) => !productNames.has(name) && !required.includes(name) && name !== 'PERENNIAL_BIND',
      ),
    ).toEqual([]);
  });

  test('without .env compose names the fix instead of starting', () => {
    expect(() => readCompose(text, {})).toThrow(/make an \.env first/);
  });

  test('every secret is a new one for each installation', () => {
    const secretNames = /SECRET|PASSWORD|_PWD|_KEYS?$|ACCOUNTS|CONNECTION_STRING/;
    const written = new Map(all.flatMap(([, { environment = {} }]) => Object.entries(environment)));
    for (const [name, value] of written) {
      if (!secretNames.test(name)) continue;
      expect([name, Object.values(secrets).some((secret) => value.includes(secret))]).toEqual([name, true]);
    }
  });

  test.each(['api', 'workers', 'workers-media'])('%s can start with them', (name) => {
    expect(() => parseEnv(environmentOf(name))).not.toThrow();
    expect(environmentOf(name).NODE_ENV).toBe('production');
  });

  test('with no accounts each service is played by the sandbox or runs locally', () => {
    const modes = describeProviders(parseEnv(environmentOf('api'))).map(({ mode }) => mode);
    expect(modes.length).toBeGreaterThan(0);
    expect(modes.filter((mode) => !['sandbox', 'local'].includes(mode))).toEqual([]);
  });

  test('browsers are sent to addresses that they can reach, servers to those in the network', async () => {
    const calls: string[] = [];
    const fetch = (async (url: string | URL) => {
      calls.push(String(url));
      return Response.json({ id: '1', name: 'A' });
    }) as typeof globalThis.fetch;
    const { facebook } = createProviders(parseEnv(environmentOf('api')), { fetch, clock: systemClock, root });
    const auth = facebook?.provider.auth;
    await auth?.account('token');
    const dialog = auth?.authorizeUrl({
      ...{
        redirectUri: 'http://localhost:8420/x',
        state: 's',
        scopes: [],
        codeChallenge: 'c',
        rerequest: false,
      },
    });
    expect(dialog).toMatch(/^http:\/\/127\.0\.0\.1:8421\/www\.facebook\.com\//);
    expect(calls[0]).toMatch(/^http:\/\/sandbox:8421\/graph\.facebook\.com\//);
  });
});

describe('network', () => {
  test('servers reach each other by names and ports that exist', () => {
    const listening: Record<string, string[]> = {
      postgres: [environmentOf('temporal').DB_PORT as string],
      temporal: ['7233', environmentOf('temporal').PROMETHEUS_ENDPOINT?.split(':')[1] as string],
      mongo: ['27017'],
      blob: [argument('blob', '--blobPort')],
      sandbox: [
        environmentOf('sandbox').SANDBOX_PORT as string,
        environmentOf('sandbox').SANDBOX_SMTP_PORT as string,
      ],
      api: [environmentOf('api').PORT as string],
      workers: [environmentOf('workers').METRICS_PORT as string],
      'workers-media': [environmentOf('workers-media').METRICS_PORT as string],
      prometheus: ['9090'],
    };
    const texts = all.flatMap(([, { environment = {}, command = [], healthcheck }]) => [
      ...Object.values(environment),
      ...[command].flat(),
      ...(healthcheck?.test ?? []),
    ]);
    texts.push(read('temporal-config/prometheus/prometheus.yml'));
    texts.push(read('temporal-config/grafana/provisioning/datasources/prometheus.yml'));
    const found = texts.flatMap((one) => addressesIn(String(one))).filter(({ host }) => host !== 'localhost');
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter(({ host, port }) => !listening[host]?.includes(port))).toEqual([]);
  });

  test.each([
    ['api', 'PUBLIC_URL', 'api'],
    ['api', 'SANDBOX_PUBLIC_URL', 'sandbox'],
    ['api', 'BLOB_PUBLIC_URL', 'blob'],
    ['api', 'TEMPORAL_UI_URL', 'temporal-ui'],
  ])('%s gives out %s, which is a published port of %s', (from, setting, to) => {
    const url = new URL(environmentOf(from)[setting] as string);
    const published = (service(to).ports ?? []).map((port) => port.split(':').at(-2));
    expect(published).toContain(url.port);
  });

  test('the sandbox and blob storage have another host name than the product: no cookies reach them', () => {
    const { PUBLIC_URL, SANDBOX_PUBLIC_URL, BLOB_PUBLIC_URL } = environmentOf('api') as Record<
      string,
      string
    >;
    const host = (url: string | undefined) => new URL(url as string).hostname;
    expect(host(SANDBOX_PUBLIC_URL)).not.toBe(host(PUBLIC_URL));
    expect(host(BLOB_PUBLIC_URL)).not.toBe(host(PUBLIC_URL));
  });

  test('nothing listens beyond this machine unless asked to', () => {
    const ports = all.flatMap(([, { ports = [] }]) => ports);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test.each([
    ['api', 'PORT'],
    ['sandbox', 'SANDBOX_PORT'],
    ['workers', 'METRICS_PORT'],
    ['workers-media', 'METRICS_PORT'],
  ])('%s is asked for its health at its %s', (name, setting) => {
    expect(service(name).healthcheck?.test?.join(' ')).toContain(
      `127.0.0.1:${environmentOf(name)[setting]}/`,
    );
  });

  test('the replica set has one name', () => {
    const name = new URL(environmentOf('api').MONGODB_URI as string).searchParams.get('replicaSet');
    expect(argument('mongo', '--replSet')).toBe(name);
    expect(service('mongo').healthcheck?.test?.join(' ')).toContain(`_id: '${name}'`);
  });
});

function argument(name: string, flag: string): string {
  const command = service(name).command ?? [];
  return command[command.indexOf(flag) + 1] ?? '';
}

describe('processes', () => {
  const entry = (command: string[] = []) => command.find((word) => word.startsWith('dist/')) ?? '';

  test.each(ours)('%s runs a file that the build makes', (_name, { command }) => {
    expect(existsSync(join(root, entry(command).replace(/^dist\/(.+)\.js$/, '$1.ts')))).toBe(true);
  });

  test('the workers serve every pool once', () => {
    const workers = ours.filter(([, { command }]) => entry(command) === 'dist/workers/main.js');
    const pools = workers.flatMap(([name]) => argument(name, '--pool').split(','));
    expect(pools.sort()).toEqual(Object.keys(taskQueues).sort());
  });

  test('get more time to end than they take', () => {
    const grace = /shutdownGraceTime = '([^']+)'/.exec(read('workers/create-worker.ts'))?.[1] ?? '';
    const drain = /drainMs = ([\d_]+)/.exec(read('api/main.ts'))?.[1]?.replaceAll('_', '') ?? '';
    const given = (name: string) => toSeconds(service(name).stop_grace_period ?? '10s');
    expect(given('workers')).toBeGreaterThan(toSeconds(grace) + 5);
    expect(given('workers-media')).toBeGreaterThan(toSeconds(grace) + 5);
    expect(given('api')).toBeGreaterThan(Number(drain) / 1000 + 5);
  });

  test('wait for others that exist and can be waited for', () => {
    for (const [name, { depends_on: needs = {} }] of all) {
      for (const [other, { condition }] of Object.entries(Array.isArray(needs) ? {} : needs)) {
        const { healthcheck, restart } = service(other);
        if (condition === 'service_healthy')
          expect([name, other, Boolean(healthcheck?.test)]).toEqual([name, other, true]);
        else
          expect([name, other, condition, restart]).toEqual([
            name,
            other,
            'service_completed_successfully',
            'on-failure:5',
          ]);
      }
    }
  });

  test('keep their files in volumes that are declared, and read files that exist', () => {
    const mounts = all.flatMap(([, { volumes = [] }]) =>
      volumes.map((volume) => volume.split(':')[0] as string),
    );
    const named = mounts.filter((source) => !source.startsWith('.'));
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(mounts.filter((source) => source.startsWith('.') && !existsSync(join(root, source)))).toEqual([]);
  });

  test('Temporal reads the dynamic configuration that is mounted', () => {
    const mounted = service('temporal').volumes?.map((volume) => volume.split(':')) ?? [];
    expect(mounted).toContainEqual([
      './temporal-config/dynamic-config.yaml',
      environmentOf('temporal').DYNAMIC_CONFIG_FILE_PATH,
      'ro',
    ]);
  });

  test('come from images of a named version', () => {
    const foreign = all.map(([, { image }]) => image).filter((image) => image !== 'perennial:local');
    expect(foreign.filter((image) => !/:v?\d/.test(image))).toEqual([]);
    const temporal = foreign.filter((image) => /^temporalio\/(server|admin-tools):/.test(image));
    expect(new Set(temporal.map((image) => image.split(':')[1])).size).toBe(1);
  });
});

test('the file is plain YAML with nothing defined twice', () => {
  expect(() => parse(text, { merge: true, uniqueKeys: true })).not.toThrow();
});
