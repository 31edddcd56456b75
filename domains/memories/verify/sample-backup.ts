import { ulid } from 'ulid';
import type { Runtime } from '../../../runtime/create-runtime.ts';
import { openJobStates } from '../../../schemas/contracts/jobs.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { VerificationDoc } from '../../../schemas/models/verification.ts';
import { changedSince } from './changed-since.ts';
import { runVerification } from './run-verification.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'blobs' | 'clock' | 'logger'>;

const settled = { archive: { $ne: null }, deletedAt: null, state: { $nin: openJobStates } };

/** The next workspace after `after` that has a backup to check, or null when there is none left. */
export async function findWorkspaceToSample(
  { mongo }: Pick<Runtime, 'mongo'>,
  after: string | null,
): Promise<string | null> {
  const next = await mongo.models.backups
    .findOne({ ...settled, workspaceId: { $gt: after ?? '' } }, 'workspaceId')
    .setOptions({ acrossWorkspaces: 'the weekly sample goes over the whole installation' })
    .sort({ workspaceId: 1 })
    .lean();
  return next?.workspaceId ?? null;
}

/** Checks one backup by chance of a workspace, or goes on with one that was begun: some of its pictures and its ZIP. */
export async function sampleBackup(
  dependencies: Dependencies,
  workspaceId: string,
  signal?: AbortSignal,
): Promise<void> {
  const verification =
    (await findUnfinished(dependencies, workspaceId)) ?? (await begin(dependencies, workspaceId));
  if (verification) await check(dependencies, verification, signal);
}

/** A sample that was not done in this time never will be: the next week's takes another backup by chance. */
const sampleMs = 3 * 24 * 3_600_000;

/** What a worker that died has begun; older ones are given up. */
async function findUnfinished(
  { mongo, clock }: Dependencies,
  workspaceId: string,
): Promise<VerificationDoc | null> {
  const { verifications } = mongo.models;
  const unfinished = { workspaceId, scope: 'sample', state: 'running' } as const;
  await verifications.updateMany(
    { ...unfinished, startedAt: { $lt: new Date(clock.now() - sampleMs) } },
    { $set: { state: 'cancelled', finishedAt: clock.date() } },
  );
  return verifications.findOne(unfinished).lean();
}

async function begin({ mongo, clock }: Dependencies, workspaceId: string): Promise<VerificationDoc | null> {
  const [backup] = await mongo.models.backups.aggregate<BackupDoc>([
    { $match: { workspaceId, ...settled } },
    { $sample: { size: 1 } },
  ]);
  if (!backup) return null;
  const doc = await mongo.models.verifications.create({
    _id: ulid(clock.now()),
    workspaceId,
    backupId: backup._id,
    jobId: null,
    state: 'running',
    scope: 'sample',
    checked: { blobs: 0, entries: 0, bytes: 0 },
    startedAt: clock.date(),
  });
  return doc.toObject();
}

async function check(
  dependencies: Dependencies,
  verification: VerificationDoc,
  signal?: AbortSignal,
): Promise<void> {
  const { mongo, clock, logger } = dependencies;
  const { _id, workspaceId, backupId } = verification;
  const backup = await mongo.models.backups.findOne({ _id: backupId, workspaceId, deletedAt: null }).lean();
  if (backup && verification.position?.step !== 'done')
    await runVerification(dependencies, backup, verification, signal ? { signal } : {});
  const { findingsTotal = 0 } = (await mongo.models.verifications.findOne({ _id, workspaceId }).lean()) ?? {};
  const now = await mongo.models.backups.findOne({ _id: backupId, workspaceId, deletedAt: null }).lean();
  // One that was deleted or tried again on the way can't be judged any more.
  const isMoot = !now || (findingsTotal > 0 && changedSince(now, verification.startedAt));
  const state = isMoot ? 'cancelled' : findingsTotal > 0 ? 'damaged' : 'whole';
  await mongo.models.verifications.updateOne(
    { _id, workspaceId },
    { $set: { state, finishedAt: clock.date() } },
  );
  if (state === 'damaged') logger.warn({ backupId, findings: findingsTotal }, 'a sampled backup is damaged');
}
