import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime as SdkRuntime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { ulid } from 'ulid';
import { createMailActivities } from '../../activities/mail/create-mail-activities.ts';
import { queueActionMail } from '../../domains/mail/queue-action-mail.ts';
import { queueMail } from '../../domains/mail/queue-mail.ts';
import { ProviderError } from '../../providers/errors.ts';
import type { MailMessage } from '../../providers/mail/mail-provider.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import { testEnv, timeSkippingEnv } from '../support/servers.ts';

let runtime: Runtime;
let temporal: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
let userId: string;

/** The failures below are meant: only what goes wrong in the SDK itself is shown. */
const logger = new DefaultLogger('ERROR');

beforeAll(async () => {
  SdkRuntime.install({
    logger,
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
  const env = await testEnv('mongo');
  [runtime, temporal] = await Promise.all([
    createRuntime(parseEnv({ ...env, TEMPORAL_ADDRESS: '127.0.0.1:1' }), { process: 'test' }),
    timeSkippingEnv(),
  ]);
  await migrate(runtime.mongo);
  bundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/accounts/send-mail.ts', import.meta.url)),
    logger,
  });
  userId = ulid();
  await runtime.mongo.models.users.create({
    _id: userId,
    email: 'lena@example.test',
    name: 'Lena',
    passwordHash: 'x',
    personalWorkspaceId: ulid(),
  });
}, 120_000);
afterAll(async () => {
  await temporal?.teardown();
  await runtime?.close();
}, 30_000);

const failure = (code: string, retryable: boolean, outcome: 'failed' | 'unknown' = 'failed') =>
  new ProviderError({ provider: 'smtp', code, message: code, retryable, outcome });

/** Runs the workflow with a mail server that answers with these errors, then accepts. */
async function run(mailId: string, errors: ProviderError[] = [], always?: ProviderError) {
  const accepted: MailMessage[] = [];
  let tries = 0;
  const send = async (message: MailMessage) => {
    const error = always ?? errors[tries];
    tries += 1;
    if (error) throw error;
    accepted.push(message);
  };
  const activities = createMailActivities({
    ...runtime,
    providers: { ...runtime.providers, mail: { mode: 'sandbox', provider: { send } } },
  });
  const workers = await Promise.all([
    Worker.create({ connection: temporal.nativeConnection, taskQueue: 'workflow', workflowBundle: bundle }),
    Worker.create({ connection: temporal.nativeConnection, taskQueue: 'network', activities }),
  ]);
  const running = workers.map((worker) => worker.run());
  try {
    const state = await temporal.client.workflow.execute('sendMail', {
      workflowId: `mail:${mailId}:${randomUUID()}`,
      taskQueue: 'workflow',
      args: [{ mailId }],
    });
    const mail = await runtime.mongo.models.mails.findById(mailId).orFail().lean();
    return { state, accepted, tries, mail };
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(running);
  }
}

const queueReset = async () =>
  (await runtime.mongo.transaction((session) => queueActionMail(runtime, session, userId, 'reset-password')))
    .mailId;

describe('sendMail', () => {
  test('sends the link to the address, and only once when it is started again', async () => {
    const mailId = await queueReset();
    const { state, accepted, mail } = await run(mailId);
    expect(state).toBe('sent');
    expect(mail).toMatchObject({ state: 'sent', sentAt: expect.any(Date) });
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({ to: 'lena@example.test', messageId: `<${mailId}@localhost>` });
    expect(accepted[0]?.text).toContain(`http://localhost:8420/reset?token=${mail.actionTokenId}.`);
    const again = await run(mailId);
    expect([again.state, again.accepted]).toEqual(['sent', []]);
  }, 60_000);

  test('tries again while the server is away or its answer is lost, with the same Message-ID', async () => {
    const mailId = await queueReset();
    const errors = [failure('unavailable', true), failure('unavailable', true, 'unknown')];
    const { state, accepted, tries } = await run(mailId, errors);
    expect([state, tries, accepted.length]).toEqual(['sent', 3, 1]);
    expect(accepted[0]?.messageId).toContain(mailId);
  }, 60_000);

  test('gives up at once when the server refuses the recipient', async () => {
    const mailId = await queueReset();
    const { state, tries, mail } = await run(mailId, [], failure('rejected', false));
    expect([state, tries, mail.state]).toEqual(['failed', 1, 'failed']);
  }, 60_000);

  test('gives up after a day of silence and says that nobody knows', async () => {
    const { mailId } = await runtime.mongo.transaction((session) =>
      queueMail(runtime, session, { userId, template: 'password-changed' }),
    );
    const { state, tries, mail } = await run(mailId, [], failure('unavailable', true, 'unknown'));
    expect([state, mail.state]).toEqual(['unknown', 'unknown']);
    expect(tries).toBeGreaterThan(50);
  }, 60_000);

  test('sends nothing whose link was used meanwhile', async () => {
    const mailId = await queueReset();
    const queued = await runtime.mongo.models.mails.findById(mailId).orFail().lean();
    await runtime.mongo.models.actionTokens.updateOne(
      { _id: queued.actionTokenId },
      { $set: { usedAt: new Date() } },
    );
    const { state, accepted, mail } = await run(mailId);
    expect([state, accepted, mail.state]).toEqual(['failed', [], 'failed']);
  }, 60_000);
});
