/**
 * Runs each workflow once on real servers and saves its history, for replay.test.ts:
 * `node --import ./scripts/register-ts.mjs test/replay/save-histories.ts`. Run it when a workflow was changed with
 * `patched`, and keep the old files: they stand for the workflows that are open somewhere.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { offerServers } from '../support/offer-servers.ts';
import { startProduct } from '../support/product.ts';

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
  const save = async (name: string, workflowId: string) => {
    const history = await client.workflow.getHandle(workflowId).fetchHistory();
    forgetMachine(history);
    writeFileSync(join(folder, `${name}.pb`), proto.temporal.api.history.v1.History.encode(history).finish());
  };
  await product.post('/_sandbox/people', { id: 'saved', photos: 12, posts: 4 });
  const complete = await product.waitForJob((await product.startBackup(await product.connect('saved')))._id);
  await save('backup-complete', complete.workflowId);
  await save('captions-complete', `captions:${complete.subject.id}:1`);
  const interrupted = await product.waitForJob(
    (await product.startBackup(await product.connect('troublesome')))._id,
  );
  await save('backup-login-ended', interrupted.workflowId);
  await client.workflow.execute('checkConnections', { taskQueue: 'workflow', workflowId: 'check' });
  await save('check-connections', 'check');
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
