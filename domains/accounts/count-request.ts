import { createHmac } from 'node:crypto';
import type { Runtime } from '../../runtime/create-runtime.ts';

export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Seconds until the window ends and all is allowed again. */
  resetSeconds: number;
}

/**
 * Counts one request of a subject against a rule, in one atomic write that all API processes share.
 * A window begins with its first request, so a burst over the turn of a minute gains nothing.
 * `subject` (an address, an e-mail, a user's id) is stored only as a keyed hash.
 */
export async function countRequest(
  { mongo, clock, env }: Pick<Runtime, 'mongo' | 'clock' | 'env'>,
  rule: { name: string; max: number; windowSeconds: number },
  subject: string,
): Promise<Allowance> {
  const hash = createHmac('sha256', env.PERENNIAL_STATE_SECRET)
    .update(`limit|${subject}`)
    .digest('base64url');
  const now = clock.date();
  const windowEnd = new Date(now.getTime() + rule.windowSeconds * 1000);
  const over = { $lte: [{ $ifNull: ['$expiresAt', new Date(0)] }, now] };
  const count = () =>
    mongo.models.rateLimits
      .findOneAndUpdate(
        { _id: `${rule.name}:${hash}` },
        [
          {
            $set: {
              count: { $cond: [over, 1, { $add: ['$count', 1] }] },
              expiresAt: { $cond: [over, windowEnd, '$expiresAt'] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean()
      .orFail();
  // Two first requests at once both try to insert; the second then finds what the first made.
  const row = await count().catch((error: { code?: number }) => {
    if (error.code === 11000) return count();
    throw error;
  });
  return {
    allowed: row.count <= rule.max,
    limit: rule.max,
    remaining: Math.max(0, rule.max - row.count),
    resetSeconds: Math.max(1, Math.ceil((row.expiresAt.getTime() - now.getTime()) / 1000)),
  };
}
