import { ulid } from 'ulid';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { AuditEventDoc } from '../../schemas/models/audit-event.ts';

export type AuditEntry = Omit<AuditEventDoc, '_id' | 'at'>;

/** Appends to the audit log. Entries hold ids and a shortened address, never a name, an e-mail or a token. */
export async function recordAudit(
  { mongo, clock }: Pick<Runtime, 'mongo' | 'clock'>,
  entry: AuditEntry,
): Promise<void> {
  await mongo.models.auditEvents.create({ _id: ulid(clock.now()), at: clock.date(), ...entry });
}
