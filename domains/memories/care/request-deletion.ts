import type { ClientSession } from 'mongoose';
import type { NetworkCallback } from '../../../providers/social/memories-source.ts';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import { type CollectGarbageInput, searchAttributes } from '../../../schemas/contracts/workflows.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { ConnectionDoc } from '../../../schemas/models/connection.ts';
import type { DeletionRequestDoc } from '../../../schemas/models/deletion-request.ts';
import { dispatchOutbox } from '../../jobs/dispatch-outbox.ts';
import { enqueueWorkflow } from '../../jobs/enqueue-workflow.ts';
import { type QueuedMail, queueMail } from '../../mail/queue-mail.ts';
import { deauthorizeAccount } from './deauthorize-account.ts';
import { deletionCode, personHash } from './deletion-code.ts';
import { atOnce } from './erase-assets.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'temporal' | 'logger'>;

export interface RequestedDeletion {
  request: DeletionRequestDoc;
  /** Empty when the same wish was told before. */
  connections: ConnectionDoc[];
}

/** The collector needs minutes; it may have to wait for a backup to be stopped. */
const promisedMs = 24 * 3_600_000;
const reason = 'The account’s owner asked Facebook to have the data erased.';

/**
 * Takes down an account owner's wish that everything read from the account be erased, and all that follows from it in
 * one transaction: connections end, backups made through them are hidden for good, the collector is started, owners of
 * the workspaces are told by mail. The same callback again changes nothing.
 */
export async function requestDeletion(
  dependencies: Dependencies,
  callback: NetworkCallback,
): Promise<RequestedDeletion> {
  const { mongo, env } = dependencies;
  const code = deletionCode(env, callback);
  const known = await mongo.models.deletionRequests.findById(code).lean();
  if (known) return { request: known, connections: [] };
  try {
    const { outboxId, mails, ...made } = await mongo.transaction((session) =>
      takeDown(dependencies, session, code, callback),
    );
    for (const mail of mails) mail.dispatch();
    await dispatchOutbox(dependencies, outboxId);
    return made;
  } catch (error) {
    // The same callback at the same moment.
    if ((error as { code?: number }).code !== 11000) throw error;
    const request = await mongo.models.deletionRequests.findById(code).orFail().lean();
    return { request, connections: [] };
  }
}

async function takeDown(
  dependencies: Dependencies,
  session: ClientSession,
  code: string,
  callback: NetworkCallback,
) {
  const { mongo, clock, env } = dependencies;
  const now = clock.date();
  const connections = await deauthorizeAccount(dependencies, callback, { session, reason });
  const backups: BackupDoc[] = [];
  for (const connection of connections) {
    backups.push(...(await condemnBackups(dependencies, session, connection, code)));
  }
  const [request] = await mongo.models.deletionRequests.create(
    [
      {
        _id: code,
        provider: 'facebook',
        personHash: personHash(env, callback.accountId),
        state: 'received',
        backups: backups.length,
        connections: connections.length,
        eraseBy: new Date(now.getTime() + promisedMs),
        receivedAt: now,
      },
    ],
    { session },
  );
  if (!request) throw new Error('The deletion request was not created.');
  const input: CollectGarbageInput = { untilDeleted: code };
  const outboxId = await enqueueWorkflow(dependencies, session, {
    workspaceId: null,
    workflowType: 'collectGarbage',
    workflowId: `collect-garbage:${code}`,
    taskQueue: 'workflow',
    input,
    searchAttributes: { [searchAttributes.area]: 'memories', [searchAttributes.platform]: 'facebook' },
    summary: 'Erase what an account’s owner asked to be erased',
  });
  const mails = await tellOwners(dependencies, session, connections);
  return { request: request.toObject(), connections, outboxId, mails };
}

/** Hides the account's backups, also those of archives that were merged with it, beyond restoring; asks those at work to stop. */
async function condemnBackups(
  { mongo, clock }: Dependencies,
  session: ClientSession,
  { _id: connectionId, workspaceId, provider, remoteId }: ConnectionDoc,
  code: string,
): Promise<BackupDoc[]> {
  const { backups, jobs } = mongo.models;
  const found = await backups
    // An import that is still being read knows the connection alone.
    .find({ workspaceId, $or: [{ provider, 'account.remoteId': remoteId }, { connectionId }] })
    .session(session)
    .lean();
  for (const { _id, jobId, deletedAt } of found) {
    await backups.updateOne(
      { _id, workspaceId },
      { $set: { deletedAt: deletedAt ?? clock.date(), purgeAt: atOnce, deletionRequestId: code } },
      { session },
    );
    // The sweeper delivers it, as any wish to cancel that did not get through.
    await jobs.updateOne(
      { _id: jobId, workspaceId, state: { $in: openJobStates }, cancelRequestedAt: null },
      { $set: { cancelRequestedAt: clock.date() }, $inc: { version: 1 } },
      { session },
    );
  }
  return found;
}

async function tellOwners(
  dependencies: Dependencies,
  session: ClientSession,
  connections: ConnectionDoc[],
): Promise<QueuedMail[]> {
  const { members } = dependencies.mongo.models;
  const mails: QueuedMail[] = [];
  for (const workspaceId of new Set(connections.map((connection) => connection.workspaceId))) {
    const owners = await members.find({ workspaceId, role: 'owner' }, 'userId').session(session).lean();
    for (const { userId } of owners) {
      mails.push(await queueMail(dependencies, session, { userId, template: 'account-erased' }));
    }
  }
  return mails;
}
