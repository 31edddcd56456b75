import type { Runtime } from '../../runtime/create-runtime.ts';
import { unauthorized } from '../../schemas/contracts/errors.ts';
import { hashPassword, isOutdated, nobodysHash, verifyPassword } from './hash-password.ts';
import { type ClientInfo, openSession, type SessionTokens } from './open-session.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env'>;

/**
 * Opens a session for the right password. An unknown address costs the same time and gets the same answer as
 * a wrong password: 401 `accounts.wrong_credentials`. The rate limit is held before this is called.
 */
export async function signIn(
  dependencies: Dependencies,
  credentials: { email: string; password: string },
  client: ClientInfo,
): Promise<{ userId: string; tokens: SessionTokens }> {
  const { mongo } = dependencies;
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
  return { userId: user._id, tokens: await openSession(dependencies, user._id, client) };
}
