/**
 * Runs each workflow once on real servers and saves its history, for replay.test.ts:
 * `node --import ./scripts/register-ts.mjs test/replay/save-histories.ts`. Run it when a workflow was changed with
 * `patched`. Files that are there stay: they stand for the workflows that are open somewhere.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { ulid } from 'ulid';
import { startVerification } from '../../domains/memories/verify/start-verification.ts';
import { badArchives } from '../support/bad-archives.ts';
import { offerServers } from '../support/offer-servers.ts';
import { startProduct } from '../support/product.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';
import { seedBackup } from '../support/seed-backup.ts';

const folder = join(import.meta.dirname, 'histories');
const offer = await offerServers();
process.env.PERENNIAL_TEST_SERVERS = offer.url;
const product = await startProduct({
  // Replay then needs no key.
  TEMPORAL_CODEC: 'off',
  CAPTION_PROVIDERS: 'azure-vision-4',
  BACKUP_PAGE_SIZE: '5',
});
try {
  mkdirSync(folder, { recursive: true });
  const { client } = product.runtime.temporal;
  const lacks = (name: string) => !existsSync(join(folder, `${name}.pb`));
  const save = async (name: string, workflowId: string) => {
    if (!lacks(name)) return;
    const history = await client.workflow.getHandle(workflowId).fetchHistory();
    forgetMachine(history);
    writeFileSync(join(folder, `${name}.pb`), proto.temporal.api.history.v1.History.encode(history).finish());
  };
  if (lacks('backup-complete') || lacks('captions-complete')) {
    await product.post('/_sandbox/people', { id: 'saved', photos: 12, posts: 4 });
    const { _id } = await product.startBackup(await product.connect('saved'));
    const complete = await product.waitForJob(_id);
    await save('backup-complete', complete.workflowId);
    await save('captions-complete', `captions:${complete.subject.id}:1`);
  }
  if (lacks('backup-login-ended')) {
    const { _id } = await product.startBackup(await product.connect('troublesome'));
    await save('backup-login-ended', (await product.waitForJob(_id)).workflowId);
  }
  if (lacks('check-connections')) {
    await client.workflow.execute('checkConnections', { taskQueue: 'workflow', workflowId: 'check' });
    await save('check-connections', 'check');
  }
  const maker = createArchiveMaker();
  if (lacks('import-complete')) {
    maker.add({ id: 'many', photos: 240, posts: 4 });
    const parts = await maker.parts('many', { network: 'facebook', era: '2024' });
    const { _id } = await product.importArchive(parts);
    await save('import-complete', (await product.waitForJob(_id)).workflowId);
  }
  if (lacks('verify-complete') || lacks('verify-sample')) {
    const { runtime, workspaceId, userId } = product;
    const { backup } = await seedBackup(
      runtime,
      { id: ulid(), workspaceId },
      { photos: [{}, {}], posts: [{}] },
    );
    const { _id } = await startVerification(runtime, { verificationId: ulid(), backup, userId });
    await save('verify-complete', (await product.waitForJob(_id)).workflowId);
    await client.workflow.execute('verifySample', { taskQueue: 'workflow', workflowId: 'sample' });
    await save('verify-sample', 'sample');
  }
  if (lacks('collect-garbage')) {
    await client.workflow.execute('collectGarbage', { taskQueue: 'workflow', workflowId: 'collect' });
    await save('collect-garbage', 'collect');
  }
  if (lacks('import-refused')) {
    const lying = badArchives().find(({ name }) => name.includes('lies'));
    const { _id } = await product.importArchive(lying?.parts ?? []);
    await save('import-refused', (await product.waitForJob(_id)).workflowId);
  }
} finally {
  await product.close();
  await offer.close();
}
process.exit(0);

/** Stack traces, identities and sticky queues name the machine that ran this; replay needs none of them. */
function forgetMachine(value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    const ofMachine = typeof inner === 'string' && (name === 'stackTrace' || /^\d+@/.test(inner));
    if (ofMachine) Object.assign(value, { [name]: '' });
    else forgetMachine(inner);
  }
}
