import { type Experiment, expectThat } from '../experiment.ts';
import type { Lab } from '../lab.ts';

/** A backup while the vendor misbehaves in these ways; each has to happen, and the backup ends complete. */
async function withFaults(lab: Lab, photos: number, specs: Record<string, unknown>[]) {
  const subject = await lab.newSubject(photos);
  const faults = [];
  for (const spec of specs) faults.push(await lab.fault(spec));
  const job = await lab.startBackup(subject);
  const { job: ended, ...found } = await lab.judgeBackup(subject, job);
  const counts = await Promise.all(faults.map((fault) => fault.fired()));
  for (const fault of faults) await fault.clear();
  return {
    fired: counts.every((count) => count > 0),
    ...found,
    broken: expectThat(
      ended.state === 'succeeded',
      `the job is ${ended.state}: ${JSON.stringify(ended.warnings)}`,
    ),
  };
}

const endedLogin = {
  error: {
    message: 'Error validating access token: Session has expired.',
    type: 'OAuthException',
    code: 190,
    error_subcode: 463,
    fbtrace_id: 'lab',
  },
};

/** What a vendor may answer. */
export const vendors: Experiment[] = [
  {
    id: '12',
    name: 'connections are reset on the vendor’s answers',
    run: (lab) =>
      withFaults(lab, 16, [
        { kind: 'drop-after-accept', vendor: 'scontent', count: 3, after: 2 },
        { kind: 'drop-after-accept', vendor: 'graph', route: 'GET /me/photos', count: 1 },
        { kind: 'drop-after-accept', vendor: 'vision', count: 2 },
      ]),
  },
  {
    id: '14',
    name: 'the vendor sends 1 KB a second',
    long: true,
    run: (lab) =>
      withFaults(lab, 8, [
        { kind: 'slow', vendor: 'scontent', bytesPerSecond: Math.round(1_024 / lab.scale), count: 2 },
      ]),
  },
  {
    id: '17',
    name: '429 without, with and with an absurd Retry-After',
    run: (lab) =>
      withFaults(lab, 12, [
        { kind: 'rate-limit', vendor: 'scontent', count: 1 },
        { kind: 'rate-limit', vendor: 'scontent', count: 1, retryAfter: 1 },
        { kind: 'rate-limit', vendor: 'scontent', count: 1, retryAfter: 999_999_999 },
        { kind: 'rate-limit', vendor: 'vision', count: 1, retryAfter: 1 },
      ]),
  },
  {
    id: '19',
    name: 'half of a JSON, a page with 200, a body of 1 GB',
    run: (lab) =>
      withFaults(lab, 12, [
        { kind: 'malformed-json', vendor: 'graph', route: 'GET /me/photos', count: 1 },
        { kind: 'html', vendor: 'graph', route: 'GET /me/photos', count: 1 },
        { kind: 'endless', vendor: 'graph', route: 'GET /me/photos', count: 1 },
        { kind: 'truncate', vendor: 'scontent', count: 2 },
        { kind: 'endless', vendor: 'vision', count: 1 },
      ]),
  },
  {
    id: '20',
    name: 'the login ends in the middle of a backup',
    async run(lab) {
      const subject = await lab.newSubject(24);
      const revoked = await lab.fault({
        kind: 'status',
        vendor: 'graph',
        route: 'GET /me/photos',
        status: 400,
        body: endedLogin,
        after: 1,
        count: 1,
      });
      const job = await lab.startBackup(subject);
      const first = await lab.end(job.id);
      const fired = (await revoked.fired()) > 0;
      const kept = first.counts.photos ?? 0;
      await lab.reconnect(subject.person);
      await lab.retry(job.id);
      const { job: ended, ...found } = await lab.judgeBackup(subject, job);
      return {
        fired,
        ...found,
        broken: [
          ...expectThat(first.state === 'partial', `the first attempt is ${first.state}`),
          ...expectThat(
            first.warnings.some(({ action }) => action === 'reconnect_facebook'),
            'nobody is asked to reconnect',
          ),
          ...expectThat(kept > 0 && kept < 24, `${kept} photos were kept of the first attempt`),
          ...expectThat(ended.state === 'succeeded', `after reconnecting the job is ${ended.state}`),
        ],
      };
    },
  },
];
