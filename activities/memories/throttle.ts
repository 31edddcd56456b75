import type { BackupKey } from '../../domains/memories/backup/backup-key.ts';
import type { StepReport } from '../../domains/memories/backup/report-progress.ts';

const everyMs = 700;
/** A report measures every row of a backup: however many there are, it takes a twentieth of the time at most. */
const pauseFactor = 20;

/**
 * Reports progress of a job at most every 0.7 s in this process, less often where measuring takes longer, one report
 * at a time, the last call of a burst included. Progress is secondary: an error in it never fails the work it is about
 * (the next report mends it).
 */
export function createThrottle(report: (key: BackupKey, report?: StepReport) => Promise<void>) {
  const waiting = new Map<string, { key: BackupKey; report: StepReport | undefined }>();
  const resting = new Set<string>();

  async function send(jobId: string): Promise<void> {
    const latest = waiting.get(jobId);
    if (!latest) return void resting.delete(jobId);
    waiting.delete(jobId);
    const begun = performance.now();
    await report(latest.key, latest.report).catch(() => undefined);
    rest(jobId, Math.max(everyMs, (performance.now() - begun) * pauseFactor));
  }

  function rest(jobId: string, ms: number): void {
    resting.add(jobId);
    setTimeout(() => void send(jobId), ms).unref();
  }

  return (key: BackupKey, next?: StepReport): void => {
    waiting.set(key.jobId, { key, report: next });
    if (!resting.has(key.jobId)) rest(key.jobId, everyMs);
  };
}
