import type { Runtime } from '../../runtime/create-runtime.ts';
import type { Session } from '../../schemas/contracts/accounts.ts';

/** The user's sessions in force, the last seen first. */
export async function listSessions(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  userId: string,
  currentId: string,
): Promise<Session[]> {
  const sessions = await mongo.models.sessions
    .find({ userId, revokedAt: null, expiresAt: { $gt: clock.date() } })
    .sort({ lastSeenAt: -1 })
    .lean();
  return sessions.map((session) => ({
    id: session._id,
    device: session.device,
    addressHint: session.addressHint,
    current: session._id === currentId,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }));
}
