/**
 * Writes backups' ZIPs with the built product in a process that does nothing else. Plain JavaScript, and answering by
 * itself: the loader that the other children run with would be measured along.
 */
import { readFileSync } from 'node:fs';
import { writeArchive } from '../../dist/domains/memories/archive/write-archive.js';
import { loadBackup } from '../../dist/domains/memories/backup/backup-key.js';
import { collectEarly } from '../../dist/runtime/collect-early.js';
import { createRuntime } from '../../dist/runtime/create-runtime.js';
import { parseEnv } from '../../dist/runtime/env.js';

// As the product's workers do.
collectEarly();
const runtime = await createRuntime(parseEnv(), { process: 'bench' });

async function write(key) {
  const since = performance.now();
  const { bytes, entries } = await writeArchive(runtime, await loadBackup(runtime, key));
  return { bytes, entries, ms: performance.now() - since, peakMb: peakMb() };
}

/** Most memory that was ever resident, as the kernel counts it (proc_pid_status(5)). */
function peakMb() {
  const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(line?.[1]) / 1024;
}

process.on('disconnect', () => process.exit(0));
process.on('message', (key) => {
  write(key).then(
    (answer) => process.send({ type: 'done', answer }),
    (error) => process.send({ type: 'failed', error: error.stack }),
  );
});
process.send({ type: 'ready', idleMb: process.memoryUsage().rss / 1024 / 1024 });
