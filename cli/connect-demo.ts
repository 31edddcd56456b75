import { type Connection, facebookScopes, memoriesRoutes } from '../schemas/contracts/memories.ts';
import type { RunFile } from '../schemas/contracts/run-file.ts';
import type { ApiClient } from './api-client.ts';
import { CommandError } from './dependencies.ts';
import { walkDialog } from './sandbox-dialog.ts';

/** The demo person with many photos and posts. */
const person = 'rich';

/**
 * The connected Facebook account: the one there is, else the sandbox's demo account. Null when Facebook is the real one:
 * its dialog needs a person.
 */
export async function connectDemo(api: ApiClient, run: RunFile): Promise<Connection | null> {
  const present = await findConnection(api);
  if (present) return present;
  const { url } = await api.call(memoriesRoutes.authorizeFacebook, {
    body: { purpose: 'memories', scopes: [...facebookScopes] },
  });
  const sandbox = run.services.sandbox?.url;
  if (!sandbox || new URL(url).host !== new URL(sandbox).host) return null;
  const back = new URL(await walkDialog(url, person));
  await api.request(`${back.pathname}${back.search}`);
  const connected = await findConnection(api);
  if (!connected) throw new CommandError('The demo account could not be connected.');
  return connected;
}

export async function findConnection(api: ApiClient): Promise<Connection | null> {
  const { items } = await api.call(memoriesRoutes.listConnections);
  return items.find(({ state }) => state === 'connected') ?? null;
}
