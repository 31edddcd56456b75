import { type Experiment, expectThat } from '../experiment.ts';
import { interruptBackup } from '../interrupt-backup.ts';
import type { Lab, Server } from '../lab.ts';

/** A backup over one bad wire, from its start to its end. */
async function overBadWire(lab: Lab, server: Server, photos: number) {
  const subject = await lab.newSubject(photos, 0);
  const job = await lab.startBackup(subject);
  lab.proxies[server].set({ delayMs: lab.scaled(2_000), jitterMs: lab.scaled(1_000) });
  const { job: ended, ...found } = await lab.judgeBackup(subject, job);
  const fired = lab.proxies[server].fired() > 5;
  lab.proxies[server].set({});
  return { fired, ...found, broken: expectThat(ended.state === 'succeeded', `the job is ${ended.state}`) };
}

/** Servers that are there, and a network that is bad. */
export const wires: Experiment[] = [
  {
    id: '7',
    name: 'Temporal is down when the API is asked',
    async run(lab) {
      const subject = await lab.newSubject(6);
      lab.proxies.temporal.set({ cutAfterBytes: 0 });
      // The API takes the order all the same.
      const job = await lab.startBackup(subject);
      const fired = lab.proxies.temporal.fired() > 0;
      lab.proxies.temporal.set({});
      const { job: ended, ...found } = await lab.judgeBackup(subject, job);
      return {
        fired,
        ...found,
        broken: expectThat(ended.state === 'succeeded', `the job is ${ended.state}`),
      };
    },
  },
  {
    id: '10',
    name: 'mongod stands still for 30 s',
    long: true,
    run: (lab) =>
      interruptBackup(lab, { photos: 16, slowMs: 150 }, async (job) => {
        await lab.reach(job.id, 'photos are being stored', ({ counts }) => (counts.photos ?? 0) >= 3);
        const before = lab.pid('mongo');
        await lab.freeze('mongo', lab.scaled(30_000));
        return lab.pid('mongo') === before;
      }),
  },
  ...(['mongo', 'temporal', 'blob', 'sandbox'] as const).map(
    (server): Experiment => ({
      id: `11 ${server}`,
      name: `answers of ${server} take 2 s, more or less 1 s`,
      long: true,
      run: (lab) => overBadWire(lab, server, 3),
    }),
  ),
  {
    id: '13',
    name: 'uploads to blob storage are cut off',
    run: (lab) =>
      interruptBackup(lab, { photos: 12 }, async (job) => {
        lab.proxies.blob.set({ cutAfterBytes: 12_000, cuts: 4 });
        await lab.reach(job.id, 'uploads were cut', () => lab.proxies.blob.fired() >= 4);
        return lab.proxies.blob.fired() >= 4;
      }),
  },
];
