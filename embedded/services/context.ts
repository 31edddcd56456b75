import type { DataPaths } from '../paths.ts';
import type { Ports } from '../ports.ts';
import { stackMarker } from '../process-table.ts';
import type { Secrets } from '../secrets.ts';

/** What a server's spec is made from. */
export interface ServiceContext {
  paths: DataPaths;
  ports: Ports;
  secrets: Secrets;
  /** The environment that the stack itself was started with. */
  outer: NodeJS.ProcessEnv;
  /** For tests: nothing needs to survive. */
  ephemeral: boolean;
}

/** Where people reach the product, without a slash at the end. */
export const publicUrl = (outer: NodeJS.ProcessEnv, ports: Pick<Ports, 'api'>) =>
  (outer.PUBLIC_URL || `http://localhost:${ports.api}`).replace(/\/$/, '');

/** Foreign servers get no vendor credentials and none of our settings, only what any program needs. */
export function plainEnv({ outer, paths }: ServiceContext): Record<string, string | undefined> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'USER', 'LD_LIBRARY_PATH'];
  return {
    ...Object.fromEntries(names.map((name) => [name, outer[name]])),
    [stackMarker]: paths.home,
  };
}
