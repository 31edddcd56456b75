import { readFileSync } from 'node:fs';

export interface MemorySampler {
  /** Highest resident memory of each process so far, in bytes, its children's included. */
  peaks: () => Map<string, number>;
  stop: () => void;
}

/**
 * Samples the resident memory of processes from /proc every 250 ms. A process that was replaced counts under the same
 * name; a child (the local captioner's) adds to its parent.
 */
export function sampleMemory(processes: () => { name: string; pid: number | null }[]): MemorySampler {
  const peaks = new Map<string, number>();
  const timer = setInterval(() => {
    for (const { name, pid } of processes()) {
      if (pid !== null) peaks.set(name, Math.max(peaks.get(name) ?? 0, residentBytes(pid)));
    }
  }, 250);
  return { peaks: () => peaks, stop: () => clearInterval(timer) };
}

function residentBytes(pid: number): number {
  const status = read(`/proc/${pid}/status`);
  const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + residentBytes(Number(child)), own);
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
