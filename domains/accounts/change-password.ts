import type { Runtime } from '../../runtime/create-runtime.ts';
import { AppError } from '../../schemas/contracts/errors.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { checkPassword } from './check-password.ts';
import { endSessions } from './end-sessions.ts';
import { hashPassword, verifyPassword } from './hash-password.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'temporal' | 'logger'> & {
  fetch: typeof globalThis.fetch;
};

/** Changes the password, ends every session but `sessionId`, and tells the user by mail. */
export async function changePassword(
  dependencies: Dependencies,
  { userId, sessionId }: { userId: string; sessionId: string },
  passwords: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { mongo } = dependencies;
  const user = await mongo.models.users.findById(userId).orFail().lean();
  if (!(await verifyPassword(user.passwordHash, passwords.currentPassword))) {
    const message = 'The current password is wrong.';
    throw new AppError(422, 'accounts.wrong_password', message, {
      details: { fields: { currentPassword: message } },
    });
  }
  await checkPassword(dependencies, passwords.newPassword, user, 'newPassword');
  const passwordHash = await hashPassword(passwords.newPassword);
  const mail = await mongo.transaction(async (session) => {
    await mongo.models.users.updateOne({ _id: userId }, { $set: { passwordHash } }, { session });
    await mongo.models.actionTokens.updateMany(
      { userId, purpose: 'reset-password', usedAt: null },
      { $set: { usedAt: dependencies.clock.date() } },
      { session },
    );
    await endSessions(dependencies, { userId, except: sessionId }, 'password_changed', session);
    return queueMail(dependencies, session, { userId, template: 'password-changed' });
  });
  mail.dispatch();
}
