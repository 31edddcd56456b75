import type { Runtime } from '../../../runtime/create-runtime.ts';
import type { VerificationDoc } from '../../../schemas/models/verification.ts';
import type { Checked, Finding } from './finding.ts';

const everyMs = 1_000;
const mostFindings = 500;

/** Another worker goes on with this check; what this one has not saved is not lost, but read again. */
class TakenOver extends Error {
  constructor() {
    super('Another worker goes on with this check.');
    this.name = 'TakenOver';
  }
}

export interface Recorder {
  /** Adds a piece; gives the row when it was written, about once a second. */
  add(step: string, checked: Checked): Promise<VerificationDoc | null>;
  /** Writes what is left of a step and where to go on. */
  end(next: string): Promise<VerificationDoc>;
}

/** Saves what was found together with the position it was found up to: a piece never counts twice. */
export function createRecorder(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  verification: Pick<VerificationDoc, '_id' | 'workspaceId' | 'position'>,
): Recorder {
  const { _id, workspaceId } = verification;
  let position = verification.position ?? null;
  let saved = clock.now();
  let sums = { blobs: 0, entries: 0, bytes: 0 };
  let findings: Finding[] = [];

  async function save(next: NonNullable<VerificationDoc['position']>): Promise<VerificationDoc> {
    const doc = await mongo.models.verifications
      .findOneAndUpdate(
        { _id, workspaceId, state: 'running', position },
        {
          $set: { position: next },
          $inc: {
            'checked.blobs': sums.blobs,
            'checked.entries': sums.entries,
            'checked.bytes': sums.bytes,
            findingsTotal: findings.length,
          },
          $push: { findings: { $each: findings, $slice: mostFindings } },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (!doc) throw new TakenOver();
    position = next;
    saved = clock.now();
    sums = { blobs: 0, entries: 0, bytes: 0 };
    findings = [];
    return doc;
  }

  return {
    async add(step, checked) {
      sums.blobs += checked.blobs ?? 0;
      sums.entries += checked.entries ?? 0;
      sums.bytes += checked.bytes ?? 0;
      findings.push(...(checked.findings ?? []));
      return clock.now() - saved < everyMs ? null : save({ step, after: checked.after });
    },
    end: (next) => save({ step: next, after: null }),
  };
}
