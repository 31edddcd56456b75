import type { SandboxContext } from '../core/context.ts';
import type { Person } from '../people/types.ts';

export type PermissionStatus = 'granted' | 'declined';
type Grant = Record<string, PermissionStatus>;

/** What a person allowed the app; before the first dialog: what they refused in earlier times. */
export function readGrant(
  context: SandboxContext,
  person: Person,
): { permissions: Grant; connected: boolean } {
  const kept = context.store.get<Grant>('grants', person.id);
  const before: Grant = Object.fromEntries(person.declined.map((name) => [name, 'declined']));
  return { permissions: kept ?? before, connected: kept !== undefined };
}

export function isGranted(context: SandboxContext, person: Person, permission: string): boolean {
  return readGrant(context, person).permissions[permission] === 'granted';
}

/** Adds the answers of one dialog to what was answered before. */
export function keepAnswers(context: SandboxContext, person: Person, answers: Grant): void {
  const permissions = {
    ...readGrant(context, person).permissions,
    ...answers,
    public_profile: 'granted' as const,
  };
  context.store.set('grants', person.id, permissions);
  context.ledger.record('www.facebook.com', 'permissions.answered', person.id, { permissions });
}

/** One permission, or without a name the whole app, which ends every token. */
export function revoke(context: SandboxContext, person: Person, permission?: string): void {
  const { permissions } = readGrant(context, person);
  if (permission === undefined) context.store.delete('grants', person.id);
  else context.store.set('grants', person.id, { ...permissions, [permission]: 'declined' });
  context.ledger.record('graph.facebook.com', 'permissions.revoked', person.id, {
    permission: permission ?? 'all',
  });
}
