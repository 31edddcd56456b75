import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { beginVerification } from '../../domains/memories/verify/begin-verification.ts';
import { checkBackup } from '../../domains/memories/verify/check-backup.ts';
import { finishVerification } from '../../domains/memories/verify/finish-verification.ts';
import type { VerifyBackupInput } from '../../schemas/contracts/workflows.ts';
import { eventually } from '../support/eventually.ts';
import { announce, runProgram } from '../support/run-program.ts';
import { type Seeded, seedBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi } from '../support/start-api.ts';

let api: TestApi;
let home: string;
let seeded: Seeded;
let said: string[];
beforeAll(async () => {
  api = await startApi(await testEnv('blob'));
  await api.runtime.blobs.prepare();
  const user = await api.newUser();
  home = announce(api.runtime, api.url);
  seeded = await seedBackup(api.runtime, user, { photos: [{}, {}] });
}, 60_000);
afterAll(() => api?.close());
beforeEach(() => {
  said = [];
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await api.runtime.mongo.models.outbox.deleteMany({});
});

/** Plays the worker for the check that has been started. */
async function work(): Promise<void> {
  const { runtime } = api;
  const row = await eventually('the check is started', () =>
    runtime.mongo.models.outbox.findOne({ workflowType: 'verifyBackup' }).lean(),
  );
  const input = row.input as VerifyBackupInput;
  await beginVerification(runtime, input);
  await checkBackup(runtime, input);
  await finishVerification(runtime, input, { outcome: 'finished', error: null });
}
const verify = (backup: string) => Promise.all([runProgram(home, ['verify', backup], said), work()]);

test('a whole backup, by its name: what was read, and that it is whole', async () => {
  await verify(seeded.backup.name);
  expect(said.join('\n')).toMatch(
    new RegExp(`^Checked ${seeded.backup.name}: 10 files, 6 entries of the ZIP, .+\nWhole: every file is`),
  );
});

test('a damaged one, by its id: every finding with what to do, and the command fails', async () => {
  const { blobs } = api.runtime;
  await blobs.remove('assets', seeded.assets[0]?.blobName ?? '');
  await blobs.put('backups', `${seeded.backup.userId}/${seeded.backup.name}/x.tmp`, Buffer.from('x'), 'a/b');
  await expect(verify(seeded.backup._id)).rejects.toThrow('The backup is not whole: 2 findings.');
  expect(said.join('\n')).toMatch(/^missing +blob images\/.+\.jpg\n +The file is not in storage any more/m);
  expect(said.join('\n')).toMatch(/^untracked blob x\.tmp$/m);
});

test('one that does not exist is named', async () => {
  await expect(runProgram(home, ['verify', 'nothing'], said)).rejects.toThrow(
    'There is no backup "nothing".',
  );
});
