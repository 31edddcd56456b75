import { makeRandom } from './make-random.ts';

export const faultKinds = [
  'status',
  'delay',
  'drop-after-accept',
  'truncate',
  'html',
  'rate-limit',
  'slow',
  'malformed-json',
  'endless',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A wanted misbehaviour. `vendor` is a part of a host, `route` may hold `*`, `match` is a part of the URL. */
export interface FaultSpec {
  kind: FaultKind;
  vendor?: string;
  route?: string;
  match?: string;
  status?: number;
  body?: unknown;
  delayMs?: number;
  /** endless: how many bytes, default 1 GB. */
  bytes?: number;
  /** slow: default 1024. */
  bytesPerSecond?: number;
  /** rate-limit: the vendor's code (Graph: 4, 17, 32, 613) and the wait in seconds. */
  code?: number;
  retryAfter?: number;
  /** How often it fires; absent = always. */
  count?: number;
  /** 0 to 1, drawn from a seeded stream. */
  probability?: number;
  /** Matching requests that pass first. */
  after?: number;
}

export interface Fault extends FaultSpec {
  id: string;
  seen: number;
  fired: number;
}

export interface Faults {
  add(spec: FaultSpec): Fault;
  list(): Fault[];
  /** Without an id: all, and chance starts anew. True when something was removed. */
  remove(id?: string): boolean;
  /** The fault that fires for this request, if any; counts it. */
  next(request: { vendor: string; route: string; method: string; url: string }): Fault | undefined;
}

export function createFaults(seed: number): Faults {
  let faults: Fault[] = [];
  let made = 0;
  let random = makeRandom(seed, 'faults');
  return {
    add(spec) {
      made += 1;
      const fault: Fault = { ...spec, id: `fault-${made}`, seen: 0, fired: 0 };
      faults.push(fault);
      return fault;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    remove(id) {
      const before = faults.length;
      if (id === undefined) random = makeRandom(seed, 'faults');
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    next(request) {
      for (const fault of faults) {
        if (!matches(fault, request)) continue;
        fault.seen += 1;
        if (fault.seen <= (fault.after ?? 0)) continue;
        if (fault.count !== undefined && fault.fired >= fault.count) continue;
        if (fault.probability !== undefined && !random.chance(fault.probability)) continue;
        fault.fired += 1;
        return fault;
      }
      return undefined;
    },
  };
}

function matches(fault: FaultSpec, request: { vendor: string; route: string; method: string; url: string }) {
  if (fault.vendor !== undefined && !request.vendor.includes(fault.vendor)) return false;
  if (fault.match !== undefined && !request.url.includes(fault.match)) return false;
  if (fault.route === undefined) return true;
  const pattern = new RegExp(`^${fault.route.split('*').map(escapeRegExp).join('.*')}$`);
  return pattern.test(request.route) || pattern.test(`${request.method} ${request.route}`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}

/** Checks a fault that came over HTTP; the message says what is wrong. */
export function parseFault(body: unknown): FaultSpec {
  const spec = (body ?? {}) as Record<string, unknown>;
  if (!faultKinds.includes(spec.kind as FaultKind))
    throw new Error(`kind must be one of ${faultKinds.join(', ')}`);
  const texts = ['vendor', 'route', 'match'];
  const numbers = [
    'status',
    'delayMs',
    'bytesPerSecond',
    'bytes',
    'code',
    'retryAfter',
    'count',
    'probability',
    'after',
  ];
  for (const [name, value] of Object.entries(spec)) {
    if (name === 'kind' || name === 'body') continue;
    if (texts.includes(name) && typeof value === 'string') continue;
    if (numbers.includes(name) && typeof value === 'number' && value >= 0) continue;
    throw new Error(`${name} is not a valid field of a fault`);
  }
  if (spec.kind === 'status' && !isStatus(spec.status)) throw new Error('status must be 200 to 599');
  if (spec.kind === 'delay' && typeof spec.delayMs !== 'number') throw new Error('delay needs delayMs');
  return spec as unknown as FaultSpec;
}

function isStatus(status: unknown): boolean {
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599;
}
