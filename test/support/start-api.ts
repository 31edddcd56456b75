import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import type { Logger } from '../../runtime/logger.ts';
import { migrate } from '../../runtime/migrate.ts';
import { testEnv } from './servers.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export interface CallOptions {
  body?: unknown;
  token?: string | undefined;
  headers?: Record<string, string>;
  /** Network address that the request seems to come from; each call has its own unless told otherwise. */
  from?: string;
}

export interface TestApi {
  url: string;
  runtime: Runtime;
  /** Moves the product's clock. */
  advance(milliseconds: number): void;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** A new user with an API session. */
  newUser(name?: string): Promise<TestUser>;
  close(): Promise<void>;
}

export interface TestUser {
  id: string;
  email: string;
  password: string;
  workspaceId: string;
  token: string;
  refreshToken: string;
}

export const goodPassword = () => `Vk${randomBytes(9).toString('base64url')}9!q`;

/** Another address for each request, so that the limits by address meet only those tests that mean them. */
export const someAddress = () =>
  `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`;

/** The API in this process on a free port, with a database of its own; Temporal is away. */
export async function startApi(
  settings: Record<string, string> = {},
  options: { logger?: Logger; fetch?: typeof globalThis.fetch } = {},
): Promise<TestApi> {
  const env = parseEnv({
    ...(await testEnv('mongo')),
    // Nothing listens there: what would start a workflow stays in the outbox.
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    TRUST_PROXY_HOPS: '1',
    ...settings,
  });
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, date: () => new Date(Date.now() + ahead) };
  const { logger } = options;
  const runtime = await createRuntime(env, { process: 'test', clock, ...(logger ? { logger } : {}) });
  await migrate(runtime.mongo);
  const api = createApp(runtime, options.fetch ? { fetch: options.fetch } : {});
  const server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await api.start();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function call(method: string, path: string, { body, token, headers, from }: CallOptions = {}) {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': from ?? someAddress(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  return {
    url,
    runtime,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    call,
    async newUser(name = 'Test Person') {
      const email = `u${randomBytes(6).toString('hex')}@example.test`;
      const password = goodPassword();
      const { status, body } = await call('POST', '/api/v1/auth/register', {
        body: { email, password, name, consent: true },
      });
      if (status !== 201) throw new Error(`Registration answered ${status}: ${JSON.stringify(body)}`);
      return {
        id: body.user.id,
        email,
        password,
        workspaceId: body.workspace.id,
        token: body.accessToken,
        refreshToken: body.refreshToken,
      };
    },
    async close() {
      await api.stop();
      server.close();
      server.closeAllConnections();
      await runtime.close();
    },
  };
}
