import { Client, Connection } from '@temporalio/client';
import { registerNamespace } from './register-namespace.ts';
import { registerSchedules } from './register-schedules.ts';
import { registerSearchAttributes } from './register-search-attributes.ts';

export interface RegisterOptions {
  address: string;
  namespace: string;
  /** Days that closed workflows stay visible. */
  retentionDays: number;
  log?: (line: string) => void;
}

/**
 * Brings namespace, search attributes and Schedules of a Temporal server to what is declared here. Harmless
 * to repeat. Throws when the server is out of reach or refuses.
 */
export async function registerTemporal(options: RegisterOptions): Promise<void> {
  const { address, namespace, retentionDays, log = () => undefined } = options;
  const connection = await Connection.connect({ address, connectTimeout: 10_000 });
  try {
    await registerNamespace(connection, { namespace, retentionDays, log });
    await registerSearchAttributes(connection, { namespace, log });
    await registerSchedules(new Client({ connection, namespace }), { log });
  } finally {
    await connection.close();
  }
}
