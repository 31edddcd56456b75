import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiClient } from '../api-client.ts';
import { connectDemo } from '../connect-demo.ts';
import { CommandError, type Dependencies } from '../dependencies.ts';
import { readBackup } from '../first-backup.ts';
import { openInstallation } from '../open-installation.ts';
import { prepareDemoUser } from '../prepare-demo-user.ts';
import { backupIdOf, runBackup } from '../run-backup.ts';
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
    if (!backup.archive) throw new CommandError('The backup has no ZIP.');
    const path = await saveArchive(api, backup.id, join(deps.home, 'downloads', `${backup.name}.zip`));
    const { counts } = backup;
    deps.print(`photos   ${counts.photos}`);
    deps.print(`posts    ${counts.posts}`);
    deps.print(`captions ${counts.captions}`);
    deps.print(`bytes    ${counts.bytes} (${bytesInWords(counts.bytes)})`);
    deps.print(`seconds  ${jobSeconds(job).toFixed(1)}`);
    deps.print(`zip      ${path} (${bytesInWords(backup.archive.bytes)})`);
  } finally {
    await close();
  }
}

async function saveArchive(api: ApiClient, backupId: string, path: string): Promise<string> {
  const answer = await api.request(`/api/v1/memories/backups/${backupId}/archive`);
  if (!answer.body) throw new CommandError('The ZIP came empty.');
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(path, { mode: 0o600 }));
  return path;
}
