import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { AppError, conflict } from '../../schemas/contracts/errors.ts';
import type { IdempotencyKeyDoc } from '../../schemas/models/idempotency-key.ts';

export type Answer = NonNullable<IdempotencyKeyDoc['answer']>;

/** How long a request may be at work before it counts as lost in a crash and a repetition takes it up. */
const leaseMs = 60_000;

type Dependencies = Pick<Runtime, 'mongo' | 'clock'>;

/**
 * Runs `work` once for a key: a repetition with the same content gets the first answer, one with another
 * content or while the first is at work is a 409. `newId` is the same each time the key is taken up, so that
 * work whose answer was lost in a crash finds what it had created. A failed request is forgotten.
 */
export async function rememberAnswer(
  { mongo, clock }: Dependencies,
  key: string,
  content: string,
  work: (newId: string) => Promise<Answer>,
): Promise<{ answer: Answer; repeated: boolean }> {
  const rows = mongo.models.idempotencyKeys;
  const requestHash = createHash('sha256').update(content).digest('hex');
  const row = await claim(rows, clock, key, requestHash);
  if (row.answer) return { answer: row.answer, repeated: true };
  try {
    const answer = await work(row.newId);
    await rows.updateOne({ _id: key }, { $set: { answer } });
    return { answer, repeated: false };
  } catch (error) {
    await rows.deleteOne({ _id: key, answer: null });
    throw error;
  }
}

type Rows = Dependencies['mongo']['models']['idempotencyKeys'];

async function claim(
  rows: Rows,
  clock: Dependencies['clock'],
  key: string,
  requestHash: string,
): Promise<IdempotencyKeyDoc> {
  const now = clock.date();
  try {
    const row = { _id: key, requestHash, newId: ulid(now.getTime()), answer: null, createdAt: now };
    await rows.create([row]);
    return row;
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
  }
  const taken = await rows
    .findOneAndUpdate(
      { _id: key, requestHash, answer: null, createdAt: { $lt: new Date(now.getTime() - leaseMs) } },
      { $set: { createdAt: now } },
      // Mongoose would drop the change: it keeps createdAt as it was unless told otherwise.
      { returnDocument: 'after', timestamps: false, overwriteImmutable: true },
    )
    .lean();
  if (taken) return taken;
  const present = await rows.findById(key).lean();
  if (present && present.requestHash !== requestHash) {
    throw conflict('common.idempotency_mismatch', 'This Idempotency-Key was used for another request.');
  }
  if (!present?.answer) {
    throw new AppError(409, 'common.in_progress', 'The same request is still at work. Try again shortly.', {
      retryAfter: 2,
    });
  }
  return present;
}
