import { randomBytes } from 'node:crypto';
import {
  TestWorkflowEnvironment,
  type TimeSkippingTestWorkflowEnvironmentOptions,
} from '@temporalio/testing';
import { findTool } from '../../embedded/tools/find-tool.ts';
import { searchAttributes } from '../../schemas/contracts/workflows.ts';
import { registerTemporal } from '../../temporal-config/register.ts';

export type TestServer = 'mongo' | 'blob' | 'temporal' | 'sandbox';

/**
 * Settings for `parseEnv` (runtime/env.ts) with the named servers behind them. The servers are shared by the whole run
 * of Jest and started when first asked for; each call gets a database, containers and a namespace of its own.
 */
export async function testEnv(...servers: TestServer[]): Promise<Record<string, string>> {
  const control = process.env.PERENNIAL_TEST_SERVERS;
  if (!control) throw new Error('Run tests with jest.config.js: its global setup offers the servers.');
  const id = randomBytes(4).toString('hex');
  const key = () => `test:${randomBytes(32).toString('base64')}`;
  const env: Record<string, string> = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    PORT: '0',
    PUBLIC_URL: 'http://localhost:8420',
    PERENNIAL_JWT_SECRET: randomBytes(32).toString('hex'),
    PERENNIAL_STATE_SECRET: randomBytes(32).toString('hex'),
    PERENNIAL_TOKEN_KEYS: key(),
    PERENNIAL_CODEC_KEYS: key(),
    PERENNIAL_LOCAL_KEY: randomBytes(32).toString('hex'),
    BLOB_CONTAINER_PREFIX: `t${id}-`,
  };
  const settings: Record<TestServer, string[]> = {
    mongo: ['MONGODB_URI'],
    blob: ['AZURE_STORAGE_CONNECTION_STRING'],
    temporal: ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'],
    sandbox: ['SANDBOX_URL', 'SANDBOX_SMTP_URL'],
  };
  for (const server of servers) {
    const answer = await fetch(`${control}/${server}`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The test server ${server} could not be started:\n${text}`);
    const found = JSON.parse(text) as Record<string, string>;
    for (const name of settings[server]) env[name] = found[name]!;
  }
  if (env.TEMPORAL_ADDRESS) {
    env.TEMPORAL_NAMESPACE = `test-${id}`;
    await registerTemporal({
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      retentionDays: 1,
    });
  }
  if (env.MONGODB_URI) env.MONGODB_URI = env.MONGODB_URI.replace('/perennial?', `/test_${id}?`);
  return env;
}

/** Temporal's time-skipping test server (no Schedules, no visibility); one per test file, with `teardown()` at the end. */
export async function timeSkippingEnv(
  options: Omit<TimeSkippingTestWorkflowEnvironmentOptions, 'server'> = {},
): Promise<TestWorkflowEnvironment> {
  const { path } = await findTool('temporal-test-server', { env: process.env, log: () => undefined });
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    ...options,
    server: { executable: { type: 'existing-path', path } },
  });
  // It can add search attributes, but not list them; 2 = keyword.
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(Object.values(searchAttributes).map((name) => [name, 2])),
  });
  return env;
}
