import type { Role } from '../../../schemas/contracts/route.ts';
import { useProfile } from './use-profile.ts';

const rank: Record<Role, number> = { viewer: 0, approver: 1, editor: 2, owner: 3 };

/**
 * Whether the person's role in a workspace allows what needs the given role. Only for showing or leaving out
 * buttons: the server decides.
 */
export function useAllowed(role: Role, workspaceId: string): boolean {
  const workspace = useProfile().workspaces.find((each) => each.id === workspaceId);
  return workspace !== undefined && rank[workspace.role] >= rank[role];
}
