import type { Request } from 'express';
import { findObject, findRole, type ObjectDocs } from '../domains/accounts/find-object.ts';
import type { Principal } from '../domains/accounts/find-session.ts';
import { backupDeleted } from '../domains/memories/care/backup-deleted.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { Id } from '../schemas/contracts/common.ts';
import { forbidden, notFound } from '../schemas/contracts/errors.ts';
import type { ObjectKind, Role, RouteContract } from '../schemas/contracts/route.ts';
import type { BackupDoc } from '../schemas/models/backup.ts';

export interface Access {
  workspaceId: string | null;
  role: Role | null;
  object: ObjectDocs[ObjectKind] | null;
}

export type Audit = (
  action: string,
  outcome: 'allowed' | 'denied' | 'failed',
  object?: { type: string; id: string },
  workspaceId?: string | null,
) => Promise<void>;

const rank: Record<Role, number> = { viewer: 0, approver: 1, editor: 2, owner: 3 };

/**
 * Finds the object or the workspace of the request and holds the user's role against the contract.
 * What is missing and what is somebody else's is the same 404; a role too low is 403; a deleted backup is 409 for all
 * but its restoration. Denials are audited.
 */
export async function authorise(
  runtime: Runtime,
  contract: Pick<RouteContract, 'id' | 'object' | 'workspace' | 'role'>,
  request: Request,
  principal: Principal,
  params: unknown,
  audit: Audit,
): Promise<Access> {
  const access = contract.object
    ? await forObject(runtime, contract.id, contract.object, principal, params, audit)
    : contract.workspace
      ? await forWorkspace(runtime, contract.id, request, principal, audit)
      : { workspaceId: null, role: null, object: null };
  if (contract.role && (!access.role || rank[access.role] < rank[contract.role])) {
    await audit(contract.id, 'denied', undefined, access.workspaceId);
    throw forbidden();
  }
  if (contract.object?.kind === 'backup' && !contract.object.deleted) {
    if ((access.object as BackupDoc).deletedAt) throw backupDeleted();
  }
  return access;
}

async function forObject(
  { mongo }: Runtime,
  action: string,
  { kind, param }: { kind: ObjectKind; param: string },
  { user }: Principal,
  params: unknown,
  audit: Audit,
): Promise<Access> {
  const id = (params as Record<string, string>)[param] as string;
  const found = await findObject(mongo, kind, id, user._id);
  if (found.state === 'foreign') await audit(action, 'denied', { type: kind, id }, found.workspaceId);
  if (found.state !== 'found') throw notFound(kind);
  return { workspaceId: found.workspaceId, role: found.role, object: found.document };
}

async function forWorkspace(
  { mongo }: Runtime,
  action: string,
  request: Request,
  { user }: Principal,
  audit: Audit,
): Promise<Access> {
  const named = request.get('x-workspace-id') ?? request.body?.tenant_id ?? request.query.tenant_id;
  const parsed = Id.safeParse(named ?? user.personalWorkspaceId);
  if (!parsed.success) throw notFound('workspace');
  const role = await findRole(mongo, parsed.data, user._id);
  if (!role) {
    await audit(action, 'denied', { type: 'workspace', id: parsed.data });
    throw notFound('workspace');
  }
  return { workspaceId: parsed.data, role, object: null };
}
