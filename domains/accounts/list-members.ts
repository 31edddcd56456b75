import type { Runtime } from '../../runtime/create-runtime.ts';
import type { Member } from '../../schemas/contracts/accounts.ts';
import type { MemberDoc } from '../../schemas/models/member.ts';
import type { UserDoc } from '../../schemas/models/user.ts';

/** Members of a workspace in the order in which they joined. */
export async function listMembers({ mongo }: Pick<Runtime, 'mongo'>, workspaceId: string): Promise<Member[]> {
  const members = await mongo.models.members.find({ workspaceId }).sort({ _id: 1 }).lean();
  const users = await mongo.models.users
    .find({ _id: { $in: members.map(({ userId }) => userId) } }, { name: 1, email: 1 })
    .lean();
  const byId = new Map(users.map((user) => [user._id, user]));
  return members.flatMap((member) => {
    const user = byId.get(member.userId);
    return user ? [viewMember(member, user)] : [];
  });
}

export const viewMember = (member: MemberDoc, user: Pick<UserDoc, 'name' | 'email'>): Member => ({
  id: member._id,
  userId: member.userId,
  name: user.name,
  email: user.email,
  role: member.role,
  joinedAt: member.createdAt.toISOString(),
});
