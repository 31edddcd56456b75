import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Set in every process that the stack starts, so that what a crash left behind is known for certain. */
export const stackMarker = 'PERENNIAL_STACK';

const hasProc = existsSync('/proc/self/stat');

function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // the process ended meanwhile, or belongs to somebody else
  }
}

function ps(args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', maxBuffer: 32 << 20 });
  } catch {
    return ''; // ps exits 1 when no process fits
  }
}

/**
 * When a process started, as an opaque text; null when it is gone. A process id alone is used again by
 * the system sooner or later, together with this it is not.
 */
export function startMark(pid: number): string | null {
  if (!hasProc) return ps(['-o', 'lstart=', '-p', String(pid)]).trim() || null;
  const stat = readProc(`/proc/${pid}/stat`);
  if (!stat) return null;
  // The name in parentheses may hold spaces: fields count from behind it (proc_pid_stat(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${readProc('/proc/sys/kernel/random/boot_id')?.trim()}:${fields[19]}`;
}

export function isRunning(pid: number, mark?: string | null): boolean {
  const now = startMark(pid);
  return now !== null && (mark === undefined || mark === null || now === mark);
}

/** The command line of a process in words, for messages. */
export function commandOf(pid: number): string {
  if (!hasProc) return ps(['-o', 'command=', '-p', String(pid)]).trim();
  return (readProc(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim();
}

/** Processes that were started by a stack on this data folder, without the caller and its ancestors. */
export function findStackProcesses(home: string): number[] {
  const needle = `${stackMarker}=${home}`;
  const skip = ancestors();
  const found = hasProc
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .filter((pid) => readProc(`/proc/${pid}/environ`)?.split('\0').includes(needle))
        .map(Number)
    : ps(['-axEww', '-o', 'pid=,command='])
        .split('\n')
        .filter((line) => `${line} `.includes(`${needle} `))
        .map((line) => Number.parseInt(line, 10));
  return found.filter((pid) => !skip.has(pid) && isRunning(pid));
}

function ancestors(): Set<number> {
  const seen = new Set<number>();
  let pid: number | undefined = process.pid;
  while (pid !== undefined && pid > 1 && !seen.has(pid)) {
    seen.add(pid);
    pid = parentOf(pid);
  }
  return seen;
}

function parentOf(pid: number): number | undefined {
  const text: string = hasProc
    ? (/^PPid:\s*(\d+)/m.exec(readProc(`/proc/${pid}/status`) ?? '')?.[1] ?? '')
    : ps(['-o', 'ppid=', '-p', String(pid)]).trim();
  return text ? Number(text) : undefined;
}
