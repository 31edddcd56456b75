import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { ActionTokenDoc } from '../../schemas/models/action-token.ts';
import { type QueuedMail, queueMail } from './queue-mail.ts';

/** How long a link works, in hours. */
export const linkHours: Record<ActionTokenDoc['purpose'], number> = {
  'verify-email': 72,
  'reset-password': 1,
};

/** Records a single-use link and the mail that will carry it. */
export async function queueActionMail(
  dependencies: Pick<Runtime, 'mongo' | 'clock' | 'temporal' | 'logger'>,
  session: ClientSession,
  userId: string,
  purpose: ActionTokenDoc['purpose'],
): Promise<QueuedMail> {
  const now = dependencies.clock.now();
  const actionTokenId = ulid(now);
  const expiresAt = new Date(now + linkHours[purpose] * 3_600_000);
  await dependencies.mongo.models.actionTokens.create([{ _id: actionTokenId, userId, purpose, expiresAt }], {
    session,
  });
  return queueMail(dependencies, session, { userId, template: purpose, actionTokenId });
}
