import type { Runtime } from '../../runtime/create-runtime.ts';
import { AppError } from '../../schemas/contracts/errors.ts';
import { readActionToken } from './action-link.ts';

export const linkInvalid = () =>
  new AppError(422, 'accounts.link_invalid', 'This link is no longer valid. Please ask for a new one.');

/**
 * Confirms the address that the mail went to; returns whose it is. The link works once; opening it again after
 * that is no error, because the address is confirmed. Throws 422 `accounts.link_invalid`.
 */
export async function verifyEmail(
  { mongo, clock, env }: Pick<Runtime, 'mongo' | 'clock' | 'env'>,
  token: string,
): Promise<string> {
  const id = readActionToken(env, 'verify-email', token);
  if (!id) throw linkInvalid();
  const now = clock.date();
  return mongo.transaction(async (session) => {
    const action = await mongo.models.actionTokens
      .findOneAndUpdate(
        { _id: id, purpose: 'verify-email', usedAt: null, expiresAt: { $gt: now } },
        { $set: { usedAt: now } },
        { session },
      )
      .lean();
    if (action) {
      await mongo.models.users.updateOne(
        { _id: action.userId, emailVerifiedAt: null },
        { $set: { emailVerifiedAt: now } },
        { session },
      );
      return action.userId;
    }
    const used = await mongo.models.actionTokens
      .findOne({ _id: id, usedAt: { $ne: null } }, null, { session })
      .lean();
    if (!used) throw linkInvalid();
    return used.userId;
  });
}
