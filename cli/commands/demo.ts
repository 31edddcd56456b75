import { join } from 'node:path';
import { connectDemo } from '../connect-demo.ts';
import { CommandError, type Dependencies } from '../dependencies.ts';
import { readBackup } from '../first-backup.ts';
import { openInstallation } from '../open-installation.ts';
import { prepareDemoUser } from '../prepare-demo-user.ts';
import { backupIdOf, runBackup } from '../run-backup.ts';
import { saveArchive } from '../save-archive.ts';
import { bytesInWords, jobSeconds } from '../words.ts';

/** The main job without a terminal: start, back up the demo account, save its ZIP, print figures, stop. */
export async function demo(deps: Dependencies): Promise<void> {
  const { api, run, close } = await openInstallation(deps);
  try {
    await prepareDemoUser(api, deps);
    const connection = await connectDemo(api, run);
    if (!connection) {
      throw new CommandError(
        'Facebook is the real one here (FACEBOOK_APP_ID is set): connect an account in the web interface, then run: npx perennial backup',
      );
    }
    const job = await runBackup(api, connection.id, deps);
    const backup = await readBackup(api, backupIdOf(job));
    const path = join(deps.home, 'downloads', `${backup.name}.zip`);
    const { bytes } = await saveArchive(api, backup, path, deps.interrupted);
    const { counts } = backup;
    deps.print(`photos   ${counts.photos}`);
    deps.print(`posts    ${counts.posts}`);
    deps.print(`captions ${counts.captions}`);
    deps.print(`bytes    ${counts.bytes} (${bytesInWords(counts.bytes)})`);
    deps.print(`seconds  ${jobSeconds(job).toFixed(1)}`);
    deps.print(`zip      ${path} (${bytesInWords(bytes)})`);
  } finally {
    await close();
  }
}
