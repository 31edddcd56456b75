import type { Runtime } from '../../runtime/create-runtime.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { readActionToken } from './action-link.ts';
import { checkPassword } from './check-password.ts';
import { endSessions } from './end-sessions.ts';
import { hashPassword } from './hash-password.ts';
import { linkInvalid } from './verify-email.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'temporal' | 'logger'> & {
  fetch: typeof globalThis.fetch;
};

/**
 * Sets a new password with the link of a mail, ends every session and makes the user's other reset links
 * useless. A password that is refused leaves the link usable. Throws 422 `accounts.link_invalid`.
 */
export async function resetPassword(
  dependencies: Dependencies,
  token: string,
  password: string,
): Promise<string> {
  const { mongo, clock, env } = dependencies;
  const id = readActionToken(env, 'reset-password', token);
  const open = { purpose: 'reset-password' as const, usedAt: null, expiresAt: { $gt: clock.date() } };
  const action = id && (await mongo.models.actionTokens.findOne({ _id: id, ...open }).lean());
  if (!action) throw linkInvalid();
  const user = await mongo.models.users.findById(action.userId).lean();
  if (!user) throw linkInvalid();
  await checkPassword(dependencies, password, user, 'password');
  const passwordHash = await hashPassword(password);

  const mail = await mongo.transaction(async (session) => {
    const now = clock.date();
    const { modifiedCount } = await mongo.models.actionTokens.updateOne(
      { _id: id, ...open },
      { $set: { usedAt: now } },
      { session },
    );
    if (modifiedCount === 0) throw linkInvalid();
    await mongo.models.actionTokens.updateMany(
      { userId: user._id, purpose: 'reset-password', usedAt: null },
      { $set: { usedAt: now } },
      { session },
    );
    // Whoever could read the mail owns the address.
    const emailVerifiedAt = user.emailVerifiedAt ?? now;
    await mongo.models.users.updateOne(
      { _id: user._id },
      { $set: { passwordHash, emailVerifiedAt } },
      { session },
    );
    await endSessions(dependencies, { userId: user._id }, 'password_reset', session);
    return queueMail(dependencies, session, { userId: user._id, template: 'password-changed' });
  });
  mail.dispatch();
  return user._id;
}
