import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { Workspace } from '../../schemas/contracts/accounts.ts';
import type { WorkspaceDoc } from '../../schemas/models/workspace.ts';
import { viewWorkspace } from './account-views.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock'>;
export type NewWorkspace = Pick<WorkspaceDoc, '_id' | 'name' | 'kind' | 'timeZone'>;

/** Makes a workspace with its first owner. `_id` is chosen by the caller: doing it twice makes one. */
export async function createWorkspace(
  dependencies: Dependencies,
  userId: string,
  workspace: NewWorkspace,
): Promise<Workspace> {
  const { mongo } = dependencies;
  const present = await mongo.models.workspaces.findById(workspace._id).lean();
  if (present) return viewWorkspace(present, 'owner');
  await mongo.transaction((session) => insertWorkspace(dependencies, session, userId, workspace));
  return viewWorkspace(await mongo.models.workspaces.findById(workspace._id).orFail().lean(), 'owner');
}

/** The same inside another transaction, such as a registration. */
export async function insertWorkspace(
  { mongo, clock }: Dependencies,
  session: ClientSession,
  userId: string,
  workspace: NewWorkspace,
): Promise<void> {
  await mongo.models.workspaces.create([workspace], { session });
  await mongo.models.members.create(
    [{ _id: ulid(clock.now()), workspaceId: workspace._id, userId, role: 'owner' }],
    { session },
  );
}
