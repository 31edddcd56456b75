import type { User, Workspace } from '../../schemas/contracts/accounts.ts';
import type { Role } from '../../schemas/contracts/route.ts';
import type { UserDoc } from '../../schemas/models/user.ts';
import type { WorkspaceDoc } from '../../schemas/models/workspace.ts';

/** A user as the API shows it; never with the password's hash. */
export const viewUser = (user: UserDoc): User => ({
  id: user._id,
  email: user.email,
  name: user.name,
  emailVerified: user.emailVerifiedAt !== null,
  operator: user.operator,
  businessProfile: user.businessProfile as User['businessProfile'],
  createdAt: user.createdAt.toISOString(),
});

export const viewWorkspace = (workspace: WorkspaceDoc, role: Role): Workspace => ({
  id: workspace._id,
  name: workspace.name,
  kind: workspace.kind,
  timeZone: workspace.timeZone,
  role,
});
