import { eventually } from '../../support/eventually.ts';
import { type Experiment, expectThat, type Verdict } from '../experiment.ts';
import type { Lab, Subject } from '../lab.ts';

/** An import that something happens to: every photo of the archive is there in the end, once, with its own bytes. */
async function interruptImport(
  lab: Lab,
  photos: number,
  act: (started: { subject: Subject; jobId: string }) => Promise<boolean>,
): Promise<Verdict> {
  const subject = await lab.newSubject(photos);
  const jobId = await lab.upload(await lab.archiveOf(subject.person, 2), subject.connectionId);
  const fired = await act({ subject, jobId });
  for (const proxy of Object.values(lab.proxies)) proxy.set({});
  return { fired, ...(await judgeImport(lab, subject, jobId)) };
}

async function judgeImport(lab: Lab, subject: Subject, jobId: string): Promise<Omit<Verdict, 'fired'>> {
  const { job, ...found } = await lab.judgeBackup(subject, { id: jobId });
  const uploads: string[] = [];
  for await (const { name } of lab.judge.blobs.list('uploads', '')) uploads.push(name);
  return {
    ...found,
    twice: [...found.twice, ...uploads.map((name) => `upload ${name} that is done with`)],
    broken: [
      // An archive also speaks of things that lie elsewhere: what counts is that none of its own photos is missing.
      ...expectThat(
        ['succeeded', 'partial'].includes(job.state),
        `the job is ${job.state}: ${JSON.stringify(job.error)}`,
      ),
      ...expectThat((job.counts.failedPhotos ?? 0) === 0, `${job.counts.failedPhotos} photos failed`),
    ],
  };
}

const slowStorage = (lab: Lab) => lab.proxies.blob.set({ delayMs: 60 });
const somePhotos = (lab: Lab, jobId: string) =>
  lab.reach(jobId, 'photos are being stored', ({ counts }) => (counts.photos ?? 0) >= 2);

/** The same misfortunes while an archive is uploaded and imported. */
export const imports: Experiment[] = [
  {
    id: '1 import',
    name: 'kill -9 of the worker that imports an archive',
    long: true,
    run: (lab) => {
      slowStorage(lab);
      return interruptImport(lab, 40, async ({ jobId }) => {
        await somePhotos(lab, jobId);
        return lab.kill('worker-media');
      });
    },
  },
  {
    id: '3 import',
    name: 'kill -9 of the API in the middle of an upload',
    async run(lab) {
      const subject = await lab.newSubject(12);
      const parts = await lab.archiveOf(subject.person, 2);
      // From here on the storage is slow: what follows first is a chunk.
      const uploading = lab.upload(parts, subject.connectionId, () => lab.proxies.blob.set({ delayMs: 800 }));
      // Its failure is thrown where it is waited for.
      uploading.catch(() => undefined);
      await eventually('a chunk is on its way', () => lab.proxies.blob.fired() > 0);
      const killed = await lab.kill('api');
      const fired = killed && lab.proxies.blob.fired() > 0;
      lab.proxies.blob.set({});
      return { fired, ...(await judgeImport(lab, subject, await uploading)) };
    },
  },
  {
    id: '5 import',
    name: 'kill -9 of mongod while an archive is imported',
    run: (lab) => {
      slowStorage(lab);
      return interruptImport(lab, 40, async ({ jobId }) => {
        await somePhotos(lab, jobId);
        return lab.kill('mongo');
      });
    },
  },
  {
    id: '13 import',
    name: 'uploads to blob storage are cut off while an archive is imported',
    run: (lab) =>
      interruptImport(lab, 16, async ({ jobId }) => {
        lab.proxies.blob.set({ cutAfterBytes: 12_000, cuts: 4 });
        await lab.reach(jobId, 'uploads were cut', () => lab.proxies.blob.fired() >= 4);
        return lab.proxies.blob.fired() >= 4;
      }),
  },
];
