import type { Runtime } from '../../runtime/create-runtime.ts';
import { unauthorized } from '../../schemas/contracts/errors.ts';
import { hashPassword, isOutdated, nobodysHash, verifyPassword } from './hash-password.ts';

/**
 * Id of the user whose password this is; the caller opens the session. An unknown address costs the same time and
 * gets the same answer as a wrong password: 401 `accounts.wrong_credentials`. The rate limit is held before this
 * is called.
 */
export async function findByPassword(
  { mongo }: Pick<Runtime, 'mongo'>,
  credentials: { email: string; password: string },
): Promise<string> {
  const user = await mongo.models.users.findOne({ email: credentials.email }, { passwordHash: 1 }).lean();
  const isRight = await verifyPassword(user?.passwordHash ?? nobodysHash, credentials.password);
  if (!user || !isRight) {
    throw unauthorized('accounts.wrong_credentials', 'E-mail address or password is wrong.');
  }
  if (isOutdated(user.passwordHash)) {
    const passwordHash = await hashPassword(credentials.password);
    await mongo.models.users.updateOne(
      { _id: user._id, passwordHash: user.passwordHash },
      { $set: { passwordHash } },
    );
  }
  return user._id;
}
