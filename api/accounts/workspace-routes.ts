import type { Router } from 'express';
import { viewWorkspace } from '../../domains/accounts/account-views.ts';
import { addMember, changeMember, removeMember } from '../../domains/accounts/change-members.ts';
import { createWorkspace } from '../../domains/accounts/create-workspace.ts';
import { listMembers } from '../../domains/accounts/list-members.ts';
import { accountRoutes } from '../../schemas/contracts/accounts.ts';
import { bindRoute } from '../bind-route.ts';
import { done } from '../route-context.ts';
import type { AccountRuntime } from './router.ts';

export function bindWorkspaceRoutes(router: Router, runtime: AccountRuntime): void {
  bindRoute(router, runtime, accountRoutes.createWorkspace, async ({ user, body, newId, audit }) => {
    const { name, kind, timeZone = 'UTC' } = body;
    const workspace = await createWorkspace(runtime, user.id, { _id: newId, name, kind, timeZone });
    await audit('create_workspace', 'allowed', { type: 'workspace', id: newId }, newId);
    return workspace;
  });

  bindRoute(router, runtime, accountRoutes.getWorkspace, ({ object, role }) => viewWorkspace(object, role));

  bindRoute(router, runtime, accountRoutes.listMembers, async ({ workspaceId }) => ({
    items: await listMembers(runtime, workspaceId),
  }));

  bindRoute(router, runtime, accountRoutes.addMember, async ({ workspaceId, body, audit }) => {
    const member = await addMember(runtime, workspaceId, body);
    await audit('add_member', 'allowed', { type: 'member', id: member.id });
    return member;
  });

  bindRoute(router, runtime, accountRoutes.changeMember, async ({ object, body, audit }) => {
    const member = await changeMember(runtime, object, body.role);
    await audit('change_member', 'allowed', { type: 'member', id: member.id });
    return member;
  });

  bindRoute(router, runtime, accountRoutes.removeMember, async ({ object, audit }) => {
    await removeMember(runtime, object);
    await audit('remove_member', 'allowed', { type: 'member', id: object._id });
    return done;
  });
}
