import { readFileSync } from 'node:fs';
import { writeArchive } from '../../domains/memories/archive/write-archive.ts';
import { loadBackup } from '../../domains/memories/backup/backup-key.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { answerTasks } from './answer-tasks.ts';

/** Writes one backup's ZIP with the product's code in a process that does nothing else. */
const runtime = await createRuntime(parseEnv(), { process: 'bench' });

answerTasks(async (key: { workspaceId: string; backupId: string }) => {
  const since = performance.now();
  const { bytes, entries } = await writeArchive(runtime, await loadBackup(runtime, key));
  return { bytes, entries, ms: performance.now() - since, peakMb: peakMb() };
});

/** Most memory that was ever resident, as the kernel counts it (proc_pid_status(5)). */
function peakMb(): number {
  const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(line?.[1]) / 1024;
}
