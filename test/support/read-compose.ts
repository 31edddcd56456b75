import { parse } from 'yaml';

export interface ComposeService {
  image: string;
  build?: { context: string; target: string };
  command?: string[];
  environment?: Record<string, string>;
  env_file?: string[];
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }> | string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  restart?: string;
  stop_grace_period?: string;
  profiles?: string[];
}

export interface Compose {
  services: Record<string, ComposeService>;
  volumes: Record<string, null>;
}

export interface Interpolation {
  name: string;
  /** Compose refuses to start without it. */
  required: boolean;
}

/** A variable without another inside it: those are filled first. */
const innermost = /(?<!\$)\$\{(\w+)(?:(:?[-?])([^{}]*))?\}/g;

/** Reads docker-compose.yml the way compose does: variables first, then anchors and merges. */
export function readCompose(text: string, values: Readonly<Record<string, string>>): Compose {
  const filled = text
    .split('\n')
    .map((line) => (line.trimStart().startsWith('#') ? '' : fill(line, values)))
    .join('\n');
  return parse(filled, { merge: true }) as Compose;
}

function fill(line: string, values: Readonly<Record<string, string>>): string {
  const filled = line.replace(innermost, (_whole, name: string, operator?: string, word = '') => {
    const value = values[name];
    if (value !== undefined && (value !== '' || !operator?.startsWith(':'))) return value;
    if (operator?.endsWith('?')) throw new Error(`${name}: ${word}`);
    return word;
  });
  return filled === line ? line.replaceAll('$$', '$') : fill(filled, values);
}

/** The variables that the file asks for. */
export function listInterpolations(text: string): Interpolation[] {
  return [...text.matchAll(/(?<!\$)\$\{(\w+)(:?[-?])?/g)].map(([, name = '', operator]) => ({
    name,
    required: operator?.endsWith('?') ?? false,
  }));
}

/** `1m`, `40s`, `20 seconds` in seconds. */
export function toSeconds(duration: string): number {
  const [, amount, unit] = /^(\d+)\s*(s|m|second|minute)s?$/.exec(duration) ?? [];
  if (!amount || !unit) throw new Error(`"${duration}" is no duration that is known here`);
  return Number(amount) * (unit.startsWith('m') ? 60 : 1);
}

/** Host and port of every address in a text that names a host: `scheme://host:port`, `host:port`. */
export function addressesIn(text: string): { host: string; port: string }[] {
  const found = text.matchAll(/(?:^|\/\/|[\s'"])([a-z][a-z0-9.-]*):(\d{2,5})\b/g);
  return [...found].map(([, host = '', port = '']) => ({ host, port }));
}
