import type { Runtime } from '../../runtime/create-runtime.ts';
import type { ObjectKind, Role } from '../../schemas/contracts/route.ts';
import type { AssetDoc } from '../../schemas/models/asset.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import type { ConnectionDoc } from '../../schemas/models/connection.ts';
import type { ImportDoc } from '../../schemas/models/import.ts';
import type { Models } from '../../schemas/models/index.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import type { MemberDoc } from '../../schemas/models/member.ts';
import type { MemoryDoc } from '../../schemas/models/memory.ts';
import type { SessionDoc } from '../../schemas/models/session.ts';
import type { WorkspaceDoc } from '../../schemas/models/workspace.ts';

/** The document behind an id in a path. */
export interface ObjectDocs {
  backup: BackupDoc;
  import: ImportDoc;
  job: JobDoc;
  asset: AssetDoc;
  connection: ConnectionDoc;
  memory: MemoryDoc;
  workspace: WorkspaceDoc;
  session: SessionDoc;
  member: MemberDoc;
}

export type Found<K extends ObjectKind = ObjectKind> =
  /** `workspaceId` and `role` are null for what belongs to a person, such as a session. */
  | { state: 'found'; document: ObjectDocs[K]; workspaceId: string | null; role: Role | null }
  | { state: 'missing' }
  /** There is one, but not for this user: to be told to nobody, only to the audit log. */
  | { state: 'foreign'; workspaceId: string | null };

const byId = { acrossWorkspaces: 'an id in a path; membership is checked against what is found' };

/** Loads an object by its id and says what the user may do in its workspace. */
export async function findObject<K extends ObjectKind>(
  mongo: Runtime['mongo'],
  kind: K,
  id: string,
  userId: string,
): Promise<Found<K>> {
  const document = (await load(mongo, kind, id)) as ObjectDocs[K] | null;
  if (!document) return { state: 'missing' };
  if (kind === 'session') {
    const session = document as SessionDoc;
    if (session.userId !== userId) return { state: 'foreign', workspaceId: null };
    return session.revokedAt
      ? { state: 'missing' }
      : { state: 'found', document, workspaceId: null, role: null };
  }
  const workspaceId = kind === 'workspace' ? document._id : (document as { workspaceId: string }).workspaceId;
  const role = await findRole(mongo, workspaceId, userId);
  return role ? { state: 'found', document, workspaceId, role } : { state: 'foreign', workspaceId };
}

/** The user's role in a workspace; null for none. */
export async function findRole(
  mongo: Runtime['mongo'],
  workspaceId: string,
  userId: string,
): Promise<Role | null> {
  const member = await mongo.models.members.findOne({ workspaceId, userId }, { role: 1 }).lean();
  return member?.role ?? null;
}

function load({ models }: Runtime['mongo'], kind: ObjectKind, id: string): Promise<unknown> {
  switch (kind) {
    case 'backup':
      return models.backups.findById(id).setOptions(byId).lean().exec();
    case 'import':
      return models.imports.findById(id).setOptions(byId).lean().exec();
    case 'job':
      return models.jobs.findById(id).setOptions(byId).lean().exec();
    case 'asset':
      return models.assets.findOne({ _id: id, erasing: null }).setOptions(byId).lean().exec();
    case 'connection':
      return models.connections.findById(id).setOptions(byId).lean().exec();
    case 'memory':
      return findMemory(models, id);
    case 'member':
      return models.members.findById(id).setOptions(byId).lean().exec();
    case 'workspace':
      return models.workspaces.findById(id).lean().exec();
    case 'session':
      return models.sessions.findById(id).lean().exec();
  }
}

/** What is in a deleted backup is shown nowhere. */
async function findMemory(models: Models, id: string): Promise<MemoryDoc | null> {
  const memory = await models.memories.findById(id).setOptions(byId).lean().exec();
  if (!memory) return null;
  const { workspaceId, backupId } = memory;
  const hidden = await models.backups.exists({ _id: backupId, workspaceId, deletedAt: { $ne: null } });
  return hidden ? null : memory;
}
