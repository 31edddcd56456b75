import type { Runtime } from '../../runtime/create-runtime.ts';
import type { User, Workspace } from '../../schemas/contracts/accounts.ts';
import { viewUser, viewWorkspace } from './account-views.ts';

type Dependencies = Pick<Runtime, 'mongo'>;

/** A user with every workspace they are a member of, their personal one first. */
export async function readProfile(
  { mongo }: Dependencies,
  userId: string,
): Promise<{ user: User; workspaces: Workspace[] }> {
  const [user, members] = await Promise.all([
    mongo.models.users.findById(userId).orFail().lean(),
    mongo.models.members.find({ userId }).setOptions({ acrossWorkspaces: "a user's own memberships" }).lean(),
  ]);
  const roles = new Map(members.map(({ workspaceId, role }) => [workspaceId, role]));
  const workspaces = await mongo.models.workspaces
    .find({ _id: { $in: [...roles.keys()] } })
    .sort({ _id: 1 })
    .lean();
  const isOther = ({ _id }: { _id: string }) => Number(_id !== user.personalWorkspaceId);
  return {
    user: viewUser(user),
    workspaces: workspaces
      .sort((a, b) => isOther(a) - isOther(b))
      .map((workspace) => viewWorkspace(workspace, roles.get(workspace._id) ?? 'viewer')),
  };
}

/** What a sign-in answers with: the user and the workspace to begin in. */
export async function readSignedIn(
  dependencies: Dependencies,
  userId: string,
): Promise<{ user: User; workspace: Workspace }> {
  const { user, workspaces } = await readProfile(dependencies, userId);
  const [workspace] = workspaces;
  if (!workspace) throw new Error('A user without any workspace.');
  return { user, workspace };
}
