import type { Runtime } from '../../runtime/create-runtime.ts';
import type { User, Workspace } from '../../schemas/contracts/accounts.ts';
import type { Role } from '../../schemas/contracts/route.ts';
import type { WorkspaceDoc } from '../../schemas/models/workspace.ts';
import { viewUser, viewWorkspace } from './account-views.ts';

type Dependencies = Pick<Runtime, 'mongo'>;

/** A user with every workspace they are a member of, their personal one first. */
export async function readProfile(
  { mongo }: Dependencies,
  userId: string,
): Promise<{ user: User; workspaces: Workspace[] }> {
  const [user, memberships] = await Promise.all([
    mongo.models.users.findById(userId).orFail().lean(),
    mongo.models.members
      .aggregate<{ role: Role; workspace: WorkspaceDoc }>([
        { $match: { userId } },
        {
          $lookup: { from: 'workspaces', localField: 'workspaceId', foreignField: '_id', as: 'workspace' },
        },
        { $unwind: '$workspace' },
        { $sort: { 'workspace._id': 1 } },
      ])
      .option({ acrossWorkspaces: "a user's own memberships" }),
  ]);
  const isOther = ({ workspace }: { workspace: WorkspaceDoc }) =>
    Number(workspace._id !== user.personalWorkspaceId);
  return {
    user: viewUser(user),
    workspaces: memberships
      .sort((a, b) => isOther(a) - isOther(b))
      .map(({ workspace, role }) => viewWorkspace(workspace, role)),
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
