import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { insertWorkspace } from '../../domains/accounts/create-workspace.ts';
import { hashPassword } from '../../domains/accounts/hash-password.ts';
import { measureTime } from '../harness/measure-time.ts';
import type { Row } from '../harness/row.ts';
import { type BenchProduct, startProduct } from '../harness/start-product.ts';
import { median } from '../harness/statistics.ts';

const perRound = 20;
/** An account may be tried ten times a minute: the rounds take turns. */
const groups = 5;

/**
 * Signing in over HTTP at the API's own process, one after another, each as another user from another address (the
 * limits by address and account are part of it), beside one argon2id hash of the same parameters in this process.
 */
export const login: Row = {
  name: 'login',
  figures: [
    {
      kind: 'ratio',
      key: 'login',
      what: 'login over HTTP',
      control: 'one argon2id hash',
      unit: 'ms',
      target: { atMost: 1.3 },
    },
    {
      kind: 'value',
      key: 'login',
      what: 'login over HTTP',
      unit: 'ms',
      limit: { atMost: 50, from: 'original' },
    },
  ],
  warmUp: true,
  async prepare(bench) {
    const product = await startProduct(bench, {
      processes: ['api'],
      settings: { TRUST_PROXY_HOPS: '1' },
    });
    const count = bench.count(perRound);
    const password = randomBytes(18).toString('base64url');
    const emails = await addUsers(product, count * groups, password);
    const url = product.stack?.describe().services.api?.url.replace('localhost', '127.0.0.1');
    return {
      control: async () => {
        const times: number[] = [];
        for (let i = 0; i < count; i += 1) times.push(await measureTime(() => hashPassword(password)));
        return { login: median(times) };
      },
      product: async (round) => {
        const times: number[] = [];
        const from = ((round + 1) % groups) * count;
        for (const [i, email] of emails.slice(from, from + count).entries()) {
          times.push(
            await measureTime(() => signIn(`${url}`, { email, password }, `10.${round + 1}.0.${i + 1}`)),
          );
        }
        return { login: median(times) };
      },
    };
  },
};

async function signIn(url: string, credentials: object, address: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify(credentials),
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`The login answered ${answer.status}: ${body}`);
}

/** Users who share a password, so that making them does not take a hash each. */
async function addUsers({ runtime }: BenchProduct, count: number, password: string): Promise<string[]> {
  const passwordHash = await hashPassword(password);
  const emails = Array.from({ length: count }, (_, i) => `person${i}@bench.example`);
  for (const email of emails) {
    const [userId, personalWorkspaceId] = [ulid(), ulid()];
    await runtime.mongo.transaction(async (session) => {
      await runtime.mongo.models.users.create(
        [{ _id: userId, email, name: 'Bench', passwordHash, personalWorkspaceId }],
        { session },
      );
      await insertWorkspace(runtime, session, userId, {
        _id: personalWorkspaceId,
        name: 'Bench',
        kind: 'personal',
        timeZone: 'UTC',
      });
    });
  }
  return emails;
}
