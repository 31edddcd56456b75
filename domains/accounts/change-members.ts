import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { Member } from '../../schemas/contracts/accounts.ts';
import { AppError, conflict, notFound } from '../../schemas/contracts/errors.ts';
import type { Role } from '../../schemas/contracts/route.ts';
import type { MemberDoc } from '../../schemas/models/member.ts';
import { viewMember } from './list-members.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock'>;

/** Adds a registered user. Throws 422 `accounts.no_such_user`, 409 `accounts.already_member`. */
export async function addMember(
  { mongo, clock }: Dependencies,
  workspaceId: string,
  { email, role }: { email: string; role: Role },
): Promise<Member> {
  const user = await mongo.models.users.findOne({ email }, { name: 1, email: 1 }).lean();
  if (!user) {
    const message = 'Nobody with this address is registered here. Ask them to sign up first.';
    throw new AppError(422, 'accounts.no_such_user', message, { details: { fields: { email: message } } });
  }
  try {
    const [member] = await mongo.models.members.create([
      { _id: ulid(clock.now()), workspaceId, userId: user._id, role },
    ]);
    if (!member) throw new Error('The member was not stored.');
    return viewMember(member.toObject(), user);
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
    throw conflict('accounts.already_member', `${user.name} is a member already.`);
  }
}

/** Gives a member another role. The last owner stays owner: 409 `accounts.last_owner`. */
export async function changeMember(
  dependencies: Dependencies,
  { _id, workspaceId }: MemberDoc,
  role: Role,
): Promise<Member> {
  const { mongo } = dependencies;
  const member = await mongo.transaction(async (session) => {
    if (role !== 'owner') await requireOtherOwner(dependencies, session, workspaceId, _id);
    return mongo.models.members
      .findOneAndUpdate({ _id, workspaceId }, { $set: { role } }, { session, returnDocument: 'after' })
      .lean();
  });
  if (!member) throw notFound('member');
  return viewMember(member, await mongo.models.users.findById(member.userId).orFail().lean());
}

/** Takes a member out of the workspace; what they made stays. The last owner can't be: 409 `accounts.last_owner`. */
export async function removeMember(
  dependencies: Dependencies,
  { _id, workspaceId }: MemberDoc,
): Promise<void> {
  const { mongo } = dependencies;
  await mongo.transaction(async (session) => {
    await requireOtherOwner(dependencies, session, workspaceId, _id);
    await mongo.models.members.deleteOne({ _id, workspaceId }, { session });
  });
}

/** Writes to the workspace, so that two owners who demote each other at once conflict, and one is refused. */
async function requireOtherOwner(
  { mongo }: Dependencies,
  session: ClientSession,
  workspaceId: string,
  memberId: string,
): Promise<void> {
  await mongo.models.workspaces.updateOne(
    { _id: workspaceId },
    { $inc: { membersRevision: 1 } },
    { session },
  );
  const other = await mongo.models.members
    .findOne({ workspaceId, role: 'owner', _id: { $ne: memberId } }, { _id: 1 }, { session })
    .lean();
  if (!other) {
    throw conflict('accounts.last_owner', 'A workspace needs an owner. Make somebody else owner first.');
  }
}
