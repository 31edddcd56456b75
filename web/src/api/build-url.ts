import type { RouteContract } from '../../../schemas/contracts/route.ts';

const base = '/api/v1';

/** Address of a route on this site: params are put into the path, query values that are set into the query. */
export function buildUrl(
  contract: Pick<RouteContract, 'path'>,
  input: { params?: unknown; query?: unknown } = {},
): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const path = contract.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const search = query.toString();
  return base + path + (search ? `?${search}` : '');
}
