import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { projectRoot } from '../../embedded/paths.ts';

/** Where a result was taken: without it a figure says nothing. */
export function describeMachine() {
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    /** Waiting processes of the last minute: above the number of cores others were at work, too. */
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    commit: currentCommit(),
  };
}

function currentCommit(): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8', stdio: 'pipe' }).trim();
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') ? ' with changes' : ''}`;
  } catch {
    return null; // a copy of the sources without its history
  }
}
