import type { Request } from 'express';

export type Params = Record<string, string | undefined>;

/** Query, form or JSON body, and the token of an Authorization header, as one set of texts. */
export function paramsOf(req: Request): Params {
  return { ...bearer(req), ...flat(req.body), ...flat(req.query) };
}

/** Where this request came in; addresses in answers lead back there. */
export function originOf(req: Request): string {
  return `${req.protocol}://${req.headers.host}`;
}

function flat(values: unknown): Params {
  const entries = Object.entries((values ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? String(value[0]) : String(value)]),
  );
}

function bearer(req: Request): Params {
  const found = /^(?:Bearer|OAuth) (.+)$/i.exec(req.headers.authorization ?? '');
  return found === null ? {} : { access_token: found[1] };
}
