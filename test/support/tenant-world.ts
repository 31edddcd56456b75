import { ulid } from 'ulid';
import { createImport } from '../../domains/memories/uploads/create-import.ts';
import { anImportReport } from './an-import-report.ts';
import { type Seeded, seedBackup } from './seed-backup.ts';
import type { TestApi, TestUser } from './start-api.ts';

/** Ids of one user's objects, by the names that paths give them. */
export type Ids = Record<string, string>;

/** As large as the chunk that tests send. */
export const anArchive = { name: 'archive.zip', bytes: 5, fingerprint: null };

/** One real object of each kind: a failed backup with a photo and its ZIP, an upload, a second session and member. */
export async function makeTenantWorld(api: TestApi, user: TestUser): Promise<Ids> {
  const world: Seeded = await seedBackup(api.runtime, user, { photos: [{}], state: 'failed' });
  // So that its import report can be read.
  await api.runtime.mongo.models.backups.updateOne(
    { _id: world.backup._id, workspaceId: user.workspaceId },
    { $set: { source: 'archive', importReport: anImportReport } },
  );
  const upload = await createImport(api.runtime, {
    importId: ulid(),
    workspaceId: user.workspaceId,
    userId: user.id,
    connectionId: null,
    includeMessages: false,
    files: [anArchive],
  });
  const { email, password } = user;
  await api.call('POST', '/api/v1/auth/login', { body: { email, password } });
  const { items } = (await api.call('GET', '/api/v1/user/sessions', { token: user.token })).body;
  const guest = await api.newUser('Guest');
  const member = await api.call('POST', `/api/v1/tenants/${user.workspaceId}/members`, {
    token: user.token,
    body: { email: guest.email, role: 'editor' },
  });
  return {
    workspaceId: user.workspaceId,
    backupId: world.backup._id,
    jobId: world.job._id,
    connectionId: world.connection._id,
    memoryId: world.memories[0]?._id ?? '',
    assetId: world.assets[0]?._id ?? '',
    importId: upload._id,
    fileId: upload.files[0]?.id ?? '',
    index: '0',
    sessionId: items.find((session: { current: boolean }) => !session.current).id,
    memberId: member.body.id,
  };
}
