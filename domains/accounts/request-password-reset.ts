import type { Runtime } from '../../runtime/create-runtime.ts';
import { queueActionMail } from '../mail/queue-action-mail.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'temporal' | 'logger'>;

/** Queues a reset mail if the address is known; the caller must not tell whether it was. */
export async function requestPasswordReset(
  dependencies: Dependencies,
  email: string,
): Promise<string | null> {
  const user = await dependencies.mongo.models.users.findOne({ email }, { _id: 1 }).lean();
  if (!user) return null;
  const mail = await dependencies.mongo.transaction((session) =>
    queueActionMail(dependencies, session, user._id, 'reset-password'),
  );
  mail.dispatch();
  return user._id;
}

/** Queues the confirmation mail again, unless the address is confirmed already. */
export async function resendVerification(dependencies: Dependencies, userId: string): Promise<void> {
  const user = await dependencies.mongo.models.users.findById(userId, { emailVerifiedAt: 1 }).orFail().lean();
  if (user.emailVerifiedAt) return;
  const mail = await dependencies.mongo.transaction((session) =>
    queueActionMail(dependencies, session, userId, 'verify-email'),
  );
  mail.dispatch();
}
