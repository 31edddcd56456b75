import type { ClientSession } from 'mongoose';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { issueAccessToken } from './access-token.ts';
import { describeDevice } from './describe-device.ts';
import { hashRefreshToken, newRefreshToken } from './refresh-token.ts';
import { shortenAddress } from './shorten-address.ts';

/** A session ends this long after its last refresh, and at the latest this long after its beginning. */
export const sessionDays = { idle: 30, longest: 180 };
const dayMs = 24 * 3_600_000;

/** Where a request comes from. */
export interface ClientInfo {
  client: 'browser' | 'api';
  userAgent: string | undefined;
  address: string;
}

export interface SessionTokens {
  sessionId: string;
  accessToken: string;
  accessSeconds: number;
  refreshToken: string;
  refreshSeconds: number;
}

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env'>;

/** Begins a session of the user, in the caller's transaction where there is one. */
export async function openSession(
  dependencies: Dependencies,
  userId: string,
  { client, userAgent, address }: ClientInfo,
  session?: ClientSession,
): Promise<SessionTokens> {
  const now = dependencies.clock.date();
  const sessionId = ulid(now.getTime());
  const refreshToken = newRefreshToken(sessionId);
  const expiresAt = new Date(now.getTime() + sessionDays.idle * dayMs);
  const stored = dependencies.mongo.models.sessions.create(
    [
      {
        _id: sessionId,
        userId,
        client,
        refreshHash: hashRefreshToken(refreshToken),
        rotatedAt: now,
        device: describeDevice(userAgent),
        addressHint: shortenAddress(address),
        lastSeenAt: now,
        createdAt: now,
        expiresAt,
      },
    ],
    session ? { session } : {},
  );
  const issued = issueTokens(dependencies, { sessionId, userId, refreshToken, expiresAt });
  const [tokens] = await Promise.all([issued, stored]);
  return tokens;
}

/** The pair of tokens for a session that goes on until `expiresAt`. */
export async function issueTokens(
  { clock, env }: Dependencies,
  session: { sessionId: string; userId: string; refreshToken: string; expiresAt: Date },
): Promise<SessionTokens> {
  const now = clock.now();
  const accessSeconds = Math.round(env.ACCESS_TOKEN_HOURS * 3600);
  return {
    sessionId: session.sessionId,
    accessToken: await issueAccessToken(env, session, now, accessSeconds),
    accessSeconds,
    refreshToken: session.refreshToken,
    refreshSeconds: Math.max(1, Math.round((session.expiresAt.getTime() - now) / 1000)),
  };
}

/** When a session that is refreshed now ends. */
export const refreshedUntil = (now: number, createdAt: Date): Date =>
  new Date(Math.min(now + sessionDays.idle * dayMs, createdAt.getTime() + sessionDays.longest * dayMs));
