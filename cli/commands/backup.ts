import { connectDemo } from '../connect-demo.ts';
import { CommandError, type Dependencies } from '../dependencies.ts';
import { archiveUrl } from '../first-backup.ts';
import { openInstallation } from '../open-installation.ts';
import { prepareDemoUser } from '../prepare-demo-user.ts';
import { backupIdOf, runBackup } from '../run-backup.ts';

/** Backs up the connected account now (the demo account where none is connected yet). */
export async function backup(deps: Dependencies, options: { connection?: string }): Promise<void> {
  const { api, run, close } = await openInstallation(deps);
  try {
    await prepareDemoUser(api, deps);
    const connectionId = options.connection ?? (await connectDemo(api, run))?.id;
    if (!connectionId) {
      throw new CommandError(
        `No account is connected yet. Connect Facebook at ${run.services.api?.url} first.`,
      );
    }
    const job = await runBackup(api, connectionId, deps);
    deps.print(`ZIP: ${archiveUrl(run, backupIdOf(job))}`);
  } finally {
    await close();
  }
}
