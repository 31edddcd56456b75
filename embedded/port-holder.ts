import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandOf } from './process-table.ts';

/** The process that listens on a port, in words ("node server.js, pid 123"); null when it can't be seen. */
export function portHolder(port: number): string | null {
  const pid = process.platform === 'linux' ? holderByProc(port) : holderByLsof(port);
  if (pid === null) return null;
  return `${commandOf(pid).slice(0, 100) || 'a process'}, pid ${pid}`;
}

/** Listening sockets have state 0A in proc_net_tcp(5); the owner has the socket's inode among its files. */
function holderByProc(port: number): number | null {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    attempt(() => readFileSync(table, 'utf8').split('\n'), [])
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === '0A')
      .map((columns) => `socket:[${columns[9]}]`),
  );
  if (inodes.length === 0) return null;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const files = attempt(() => readdirSync(`/proc/${pid}/fd`), []);
    if (files.some((fd) => inodes.includes(attempt(() => readlinkSync(`/proc/${pid}/fd/${fd}`), '')))) {
      return Number(pid);
    }
  }
  return null;
}

function holderByLsof(port: number): number | null {
  const text = attempt(
    () => execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' }),
    '',
  );
  return text.trim() ? Number.parseInt(text, 10) : null;
}

/** Other people's processes may not be looked into, and processes end while one looks. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
