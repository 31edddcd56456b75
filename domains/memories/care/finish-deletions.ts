import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { DeletionRequestDoc } from '../../../schemas/models/deletion-request.ts';
import { personHash } from './deletion-code.ts';
import { atOnce } from './erase-assets.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env'>;

const everywhere = { acrossWorkspaces: 'a person’s wish spans workspaces' };

/**
 * Says of every wish to be erased how far it is: `done` once none of its backups is left and none of their pictures
 * waits to be erased; what was known of the account itself goes with that. Gives the codes of those still open.
 */
export async function finishDeletions(dependencies: Dependencies): Promise<string[]> {
  const { deletionRequests, backups, assets } = dependencies.mongo.models;
  const open = await deletionRequests.find({ state: { $ne: 'done' } }).lean();
  const waiting: string[] = [];
  for (const request of open) {
    const left =
      (await backups.exists({ deletionRequestId: request._id }).setOptions(everywhere)) ??
      (await assets.exists({ unusedSince: { $type: 'date', $lte: atOnce } }).setOptions(everywhere));
    if (left) {
      await deletionRequests.updateOne({ _id: request._id }, { $set: { state: 'erasing' } });
      waiting.push(request._id);
      continue;
    }
    await forgetAccount(dependencies, request);
    const now = dependencies.clock.date();
    await deletionRequests.updateOne(
      { _id: request._id },
      { $set: { state: 'done', doneAt: now, eraseBy: now } },
    );
  }
  return waiting;
}

/** Name and id of the account, and which photos it had; not if it was connected anew since. */
async function forgetAccount(
  { mongo, env }: Dependencies,
  request: Pick<DeletionRequestDoc, 'personHash'>,
): Promise<void> {
  const { connections, remotePhotos } = mongo.models;
  const ended = await connections
    .find({ provider: 'facebook', state: 'disconnected', token: null }, 'workspaceId remoteId')
    .setOptions(everywhere)
    .lean();
  for (const { _id, workspaceId, remoteId } of ended) {
    if (personHash(env, remoteId) !== request.personHash) continue;
    await remotePhotos.deleteMany({ workspaceId, provider: 'facebook', accountId: remoteId });
    await connections.deleteOne({ _id, workspaceId, state: 'disconnected', token: null });
  }
}
