import type { ClientSession } from 'mongoose';
import type { Runtime } from '../../runtime/create-runtime.ts';

export type EndReason = 'signed_out' | 'revoked' | 'password_changed' | 'password_reset' | 'refresh_reused';

/** Ends sessions in force; from the next request on their tokens are refused. Returns how many. */
export async function endSessions(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  which: { _id: string } | { userId: string; except?: string },
  reason: EndReason,
  session?: ClientSession,
): Promise<number> {
  const filter =
    '_id' in which
      ? { _id: which._id }
      : { userId: which.userId, ...(which.except ? { _id: { $ne: which.except } } : {}) };
  const result = await mongo.models.sessions.updateMany(
    { ...filter, revokedAt: null, expiresAt: { $gt: clock.date() } },
    { $set: { revokedAt: clock.date(), revokedReason: reason } },
    session ? { session } : {},
  );
  return result.modifiedCount;
}
