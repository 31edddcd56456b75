import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountRoutes } from '../schemas/contracts/accounts.ts';
import { type ApiClient, ApiError } from './api-client.ts';
import type { Dependencies } from './dependencies.ts';

export interface DemoUser {
  email: string;
  /** Null when the password is not known here: somebody else registered first, or removed the file. */
  password: string | null;
}

const email = 'demo@perennial.local';

/** Registers the demo user on an installation without users; its password is kept in `demo.json` (0600). */
export async function prepareDemoUser(api: ApiClient, deps: Dependencies): Promise<DemoUser> {
  const file = join(deps.home, 'demo.json');
  const kept = await readKept(file);
  const current = await currentUser(api);
  if (current !== null) {
    return { email: current, password: current === email ? (kept?.password ?? null) : null };
  }
  // Written before it is used: a crash in between must not leave a user whose password nobody knows.
  const password = kept?.password ?? randomBytes(18).toString('base64url');
  deps.writePrivate(file, `${JSON.stringify({ email, password }, null, 2)}\n`);
  await api.call(accountRoutes.register, {
    body: { email, password, name: 'Demo', consent: true, client: 'api' },
  });
  return { email, password };
}

/** The local key acts for the first user; 409 `accounts.no_user` when there is none. */
async function currentUser(api: ApiClient): Promise<string | null> {
  try {
    return (await api.call(accountRoutes.me)).user.email;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'accounts.no_user') return null;
    throw error;
  }
}

async function readKept(file: string): Promise<{ password: string } | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as { password: string });
}
