import type { Runtime } from '../../runtime/create-runtime.ts';
import type { User } from '../../schemas/contracts/accounts.ts';
import type { UserDoc } from '../../schemas/models/user.ts';
import { viewUser } from './account-views.ts';

/** Changes what is given, and leaves the rest. */
export async function updateProfile(
  { mongo }: Pick<Runtime, 'mongo'>,
  userId: string,
  changes: { name?: string | undefined; businessProfile?: UserDoc['businessProfile'] | undefined },
): Promise<User> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const user = await mongo.models.users
    .findByIdAndUpdate(userId, { $set: given }, { returnDocument: 'after' })
    .orFail()
    .lean();
  return viewUser(user);
}
