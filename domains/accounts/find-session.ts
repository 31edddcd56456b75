import type { Runtime } from '../../runtime/create-runtime.ts';
import type { UserDoc } from '../../schemas/models/user.ts';
import type { TokenSubject } from './access-token.ts';

export interface Principal {
  user: Pick<UserDoc, '_id' | 'operator' | 'personalWorkspaceId'>;
  sessionId: string;
}

const touchMs = 5 * 60_000;
const userFields = { operator: 1, personalWorkspaceId: 1 } as const;

/** The user of a session in force, else null. Notes at most every five minutes that the session was seen. */
export async function findSession(
  { mongo, clock, logger }: Pick<Runtime, 'mongo' | 'clock' | 'logger'>,
  { sessionId, userId }: TokenSubject,
): Promise<Principal | null> {
  const { sessions, users } = mongo.models;
  const [session, user] = await Promise.all([
    sessions.findById(sessionId, { userId: 1, expiresAt: 1, revokedAt: 1, lastSeenAt: 1 }).lean(),
    users.findById(userId, userFields).lean(),
  ]);
  const now = clock.now();
  if (!session || !user || session.userId !== user._id) return null;
  if (session.revokedAt || session.expiresAt.getTime() <= now) return null;
  if (now - session.lastSeenAt.getTime() > touchMs) {
    sessions
      .updateOne({ _id: sessionId }, { $set: { lastSeenAt: new Date(now) } })
      .catch((error: unknown) => logger.warn({ err: error }, 'session could not be marked as seen'));
  }
  return { user, sessionId };
}

/** Stands in the place of a session where the command line of this machine acts. */
export const localSessionId = '00000000000000000000000000';

/** Whom the command line of this machine acts for: the installation's first user; null before there is one. */
export async function findFirstUser({ mongo }: Pick<Runtime, 'mongo'>): Promise<Principal | null> {
  const user = await mongo.models.users.findOne({}, userFields).sort({ _id: 1 }).lean();
  return user && { user: { ...user, operator: true }, sessionId: localSessionId };
}
