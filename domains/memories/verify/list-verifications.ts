import type { Verification } from '../../../schemas/contracts/care.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import type { Models } from '../../../schemas/models/index.ts';
import type { VerificationDoc } from '../../../schemas/models/verification.ts';

/** Checks of a backup, newest first; the cursor is the id of the last one seen. */
export async function listVerifications(
  models: Models,
  backup: Pick<BackupDoc, '_id' | 'workspaceId'>,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: Verification[]; nextCursor: string | null }> {
  const docs = await models.verifications
    .find({
      workspaceId: backup.workspaceId,
      backupId: backup._id,
      ...(page.cursor ? { _id: { $lt: page.cursor } } : {}),
    })
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .lean();
  const items = docs.slice(0, page.limit).map(toVerification);
  return { items, nextCursor: docs.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

function toVerification(doc: VerificationDoc): Verification {
  const { _id, position: _position, startedAt, finishedAt, ...fields } = doc;
  return {
    ...fields,
    id: _id,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
