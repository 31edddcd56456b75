import { once } from 'node:events';
import type { RunFile } from '../../schemas/contracts/run-file.ts';
import { CommandError, type Dependencies } from '../dependencies.ts';
import { archiveUrl, firstBackup } from '../first-backup.ts';
import { connect } from '../open-installation.ts';
import { type DemoUser, prepareDemoUser } from '../prepare-demo-user.ts';

/**
 * Brings everything up, lets a newcomer find a finished backup, says where things are, and serves until it is told to
 * stop. The line `perennial ready <address>` comes once, when all of that is done.
 */
export async function start(deps: Dependencies): Promise<void> {
  const stack = await deps.launch({ log: deps.log, signal: deps.interrupted });
  try {
    const run = stack.describe();
    const api = await connect(run);
    const user = await prepareDemoUser(api, deps);
    const backup = await firstBackup(api, run, deps).catch((error: unknown) => {
      // A demo that fails must not keep anybody from the product.
      if (!(error instanceof CommandError)) throw error;
      deps.print(error.message);
      return null;
    });
    for (const line of addresses(run, user, backup?.archive ? backup.id : null)) deps.print(line);
    deps.print(`perennial ready ${run.services.api?.url}`);
    if (!deps.interrupted.aborted) await once(deps.interrupted, 'abort');
  } finally {
    deps.log('stopping');
    await stack.stop();
    deps.log('stopped');
  }
}

function addresses(run: RunFile, user: DemoUser, backupId: string | null): string[] {
  const { api, temporalUi, sandbox } = run.services;
  const rows: [string, string | undefined][] = [
    ['Web', api?.url],
    ['Sign in', `${user.email}${user.password ? `, password ${user.password}` : ''}`],
    ['ZIP', backupId ? archiveUrl(run, backupId) : undefined],
    ['API', `${api?.url}/docs`],
    ['Temporal', temporalUi?.url],
    ['Mailbox', sandbox && `${sandbox.url}/mailbox`],
    ['Data', run.home],
  ];
  return ['', ...rows.flatMap(([name, value]) => (value ? [`  ${name.padEnd(10)}${value}`] : [])), ''];
}
