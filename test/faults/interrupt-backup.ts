import type { Job } from '../../schemas/contracts/jobs.ts';
import { expectThat, type Verdict } from './experiment.ts';
import type { Lab } from './lab.ts';

/**
 * A backup that something happens to: `act` does it and tells whether it did. The backup has to end complete all
 * the same, every photo once and with its own bytes.
 */
export async function interruptBackup(
  lab: Lab,
  { photos, slowMs = 0, posts }: { photos: number; slowMs?: number; posts?: number },
  act: (job: Job) => Promise<boolean>,
): Promise<Verdict> {
  const subject = await lab.newSubject(photos, posts);
  const slow = slowMs > 0 && (await lab.fault({ kind: 'delay', vendor: 'scontent', delayMs: slowMs }));
  const job = await lab.startBackup(subject);
  const fired = await act(job);
  for (const proxy of Object.values(lab.proxies)) proxy.set({});
  if (slow) await slow.clear();
  const { job: ended, ...found } = await lab.judgeBackup(subject, job);
  return {
    fired,
    ...found,
    broken: [
      ...expectThat(
        ended.state === 'succeeded',
        `the job is ${ended.state}: ${JSON.stringify(ended.warnings)}`,
      ),
      ...expectThat(
        ended.counts.captions === photos,
        `${ended.counts.captions} captions of ${photos} photos`,
      ),
    ],
  };
}
