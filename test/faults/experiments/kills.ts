import { eventually } from '../../support/eventually.ts';
import { type Experiment, expectThat } from '../experiment.ts';
import { interruptBackup } from '../interrupt-backup.ts';

/** Processes that are killed without a warning. */
export const kills: Experiment[] = [
  {
    id: '1',
    name: 'kill -9 of a worker before the vendor is called',
    long: true,
    run: (lab) =>
      interruptBackup(lab, { photos: 12 }, async (job) => {
        await lab.reach(job.id, 'the job runs', ({ state }) => state === 'running');
        return lab.kill('worker-main');
      }),
  },
  {
    id: '2',
    name: 'kill -9 of a worker after the vendor has accepted, before the answer',
    long: true,
    run: (lab) =>
      interruptBackup(lab, { photos: 12 }, async () => {
        const held = await lab.fault({ kind: 'delay', vendor: 'scontent', delayMs: 3_000, count: 2 });
        await eventually('the picture server holds an answer', async () => (await held.fired()) > 0);
        return lab.kill('worker-main');
      }),
  },
  {
    id: '3',
    name: 'kill -9 of a worker in the middle of an upload to blob storage',
    long: true,
    run: (lab) =>
      interruptBackup(lab, { photos: 12 }, async (job) => {
        lab.proxies.blob.set({ delayMs: 150 });
        await lab.reach(job.id, 'the ZIP is being written', ({ steps }) =>
          steps.some(({ name, state }) => name === 'archive' && state === 'running'),
        );
        return (await lab.kill('worker-media')) && lab.proxies.blob.fired() > 0;
      }),
  },
  {
    id: '5',
    name: 'kill -9 of mongod under writes',
    run: (lab) =>
      interruptBackup(lab, { photos: 20, slowMs: 150 }, async (job) => {
        await lab.reach(job.id, 'photos are being stored', ({ counts }) => (counts.photos ?? 0) >= 3);
        return lab.kill('mongo');
      }),
  },
  {
    id: '6',
    name: 'kill -9 of Temporal',
    run: (lab) =>
      interruptBackup(lab, { photos: 20, slowMs: 150 }, async (job) => {
        await lab.reach(job.id, 'photos are being stored', ({ counts }) => (counts.photos ?? 0) >= 3);
        return lab.kill('temporal');
      }),
  },
  {
    id: '8',
    name: 'kill -9 of the API between its commit and the start of the workflow',
    async run(lab) {
      const subject = await lab.newSubject(6);
      // Whatever is said to Temporal is lost: the API commits and can't start anything.
      lab.proxies.temporal.set({ cutAfterBytes: 0 });
      const asked = lab.startBackup(subject).catch(() => null);
      const waiting = await eventually('the backup is committed and not started', () =>
        lab.judge.mongo.models.backups
          .findOne({ connectionId: subject.connectionId, state: 'queued' })
          .setOptions({ acrossWorkspaces: 'the judge sees all' })
          .lean(),
      );
      const killed = await lab.kill('api');
      const isUnstarted = await lab.judge.mongo.models.outbox.exists({
        workspaceId: waiting.workspaceId,
        workflowId: `backup:${waiting._id}`,
        startedAt: null,
      });
      await asked;
      lab.proxies.temporal.set({});
      const found = await lab.judgeBackup(subject, { id: waiting.jobId });
      return {
        fired: killed && isUnstarted !== null,
        ...found,
        broken: expectThat(found.job.state === 'succeeded', `the job is ${found.job.state}`),
      };
    },
  },
];
