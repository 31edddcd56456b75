import type { BackupKey } from '../../domains/memories/backup/backup-key.ts';
import type { StepReport } from '../../domains/memories/backup/report-progress.ts';

const everyMs = 700;

/**
 * Reports progress of a job at most every 0.7 s in this process, the last call of a burst included. Progress is
 * secondary: an error in it never fails the work it is about (the next report mends it).
 */
export function createThrottle(report: (key: BackupKey, report?: StepReport) => Promise<void>) {
  const waiting = new Map<string, { key: BackupKey; report: StepReport | undefined }>();
  return (key: BackupKey, next?: StepReport): void => {
    const first = !waiting.has(key.jobId);
    waiting.set(key.jobId, { key, report: next });
    if (!first) return;
    setTimeout(() => {
      const latest = waiting.get(key.jobId);
      waiting.delete(key.jobId);
      if (latest) report(latest.key, latest.report).catch(() => undefined);
    }, everyMs).unref();
  };
}
