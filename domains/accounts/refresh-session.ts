import type { Runtime } from '../../runtime/create-runtime.ts';
import { unauthorized } from '../../schemas/contracts/errors.ts';
import type { SessionDoc } from '../../schemas/models/session.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { endSessions } from './end-sessions.ts';
import { issueTokens, refreshedUntil, type SessionTokens } from './open-session.ts';
import { hashRefreshToken, nextRefreshToken, sessionIdOf } from './refresh-token.ts';

/** So long a rotated token still gets its one successor: for two tabs at once and for a lost answer. */
const graceMs = 20_000;
/** Rotated tokens that are remembered for each session. */
const remembered = 100;

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'temporal' | 'logger'>;

export type Refreshed =
  | { state: 'refreshed'; userId: string; client: 'browser' | 'api'; tokens: SessionTokens }
  /** A token that was rotated away came back: the session is ended and its user told by mail. */
  | { state: 'reused'; userId: string; sessionId: string };

/**
 * Exchanges a refresh token for its successor. Within the grace, and only while nothing newer was used, the
 * token before gets the same successor again: a thief who has it gains no line of his own, and whoever comes
 * second after that is found out. Later than that a rotated token means that two hold it: the session ends.
 * Throws 401 `accounts.session_ended` for anything unknown, ended or expired.
 */
export async function refreshSession(dependencies: Dependencies, token: string): Promise<Refreshed> {
  const { mongo, clock, env } = dependencies;
  const sessionId = sessionIdOf(token);
  if (!sessionId) throw ended();
  const hash = hashRefreshToken(token);
  const next = nextRefreshToken(env, token);
  const now = clock.date();
  const inForce = { _id: sessionId, revokedAt: null, expiresAt: { $gt: now } };

  const present = await mongo.models.sessions.findOne(inForce).lean();
  if (!present) throw ended();
  const expiresAt = refreshedUntil(now.getTime(), present.createdAt);
  const rotated = await mongo.models.sessions
    .findOneAndUpdate(
      { ...inForce, refreshHash: hash },
      {
        $set: { refreshHash: hashRefreshToken(next), rotatedAt: now, lastSeenAt: now, expiresAt },
        $push: { usedRefreshHashes: { $each: [hash], $slice: -remembered } },
      },
      { returnDocument: 'after' },
    )
    .lean();
  const session = rotated ?? (await findSuccessor(dependencies, sessionId, hash, next));
  if (!session) return { state: 'reused', userId: present.userId, sessionId };
  return {
    state: 'refreshed',
    userId: session.userId,
    client: session.client,
    tokens: await issueTokens(dependencies, {
      sessionId,
      userId: session.userId,
      refreshToken: next,
      expiresAt: session.expiresAt,
    }),
  };
}

/** The session, if `next` is in force and was issued a moment ago; null after ending it for a reused token. */
async function findSuccessor(
  dependencies: Dependencies,
  sessionId: string,
  hash: string,
  next: string,
): Promise<SessionDoc | null> {
  const { mongo, clock } = dependencies;
  const session = await mongo.models.sessions.findOne({ _id: sessionId, revokedAt: null }).lean();
  // A wrong secret with a right id is a guess, not a theft: it must not end anybody's session.
  if (!session?.usedRefreshHashes.includes(hash)) throw ended();
  const isFresh = clock.now() - session.rotatedAt.getTime() <= graceMs;
  if (isFresh && session.refreshHash === hashRefreshToken(next)) return session;
  const outbox = await mongo.transaction(async (transaction) => {
    await endSessions(dependencies, { _id: sessionId }, 'refresh_reused', transaction);
    return queueMail(dependencies, transaction, { userId: session.userId, template: 'sessions-ended' });
  });
  outbox.dispatch();
  return null;
}

const ended = () => unauthorized('accounts.session_ended', 'Your session has ended. Please sign in again.');
