import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { experiments } from '../faults/experiments/index.ts';
import { type Lab, startLab } from '../faults/lab.ts';
import { runExperiment } from '../faults/run-experiment.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ scale: 0.05 });
}, 180_000);
afterAll(() => lab?.close(), 60_000);

/** Those that mostly wait for timeouts are left to `npm run faults`. */
const slow = ['1', '1 import', '3', '11 mongo', '11 temporal', '11 blob', '15', '23'];

test.each(experiments.filter(({ id }) => !slow.includes(id)).map((one) => [one.name, one] as const))(
  '%s: nothing lost, nothing twice',
  async (_name, experiment) => {
    if (experiment.impossible?.(lab)) return console.warn(`SKIPPED: ${experiment.impossible(lab)}`);
    const { notes, ...tally } = await runExperiment(lab, experiment, 1);
    expect({ ...tally, notes, seconds: 0 }).toEqual({
      rounds: 1,
      fired: 1,
      lost: 0,
      twice: 0,
      broken: 0,
      notes: [],
      seconds: 0,
    });
  },
  240_000,
);

test('the judge itself: a blob that is gone is lost, one that nobody knows is too many', async () => {
  const subject = await lab.newSubject(3, 0);
  const job = await lab.end((await lab.startBackup(subject)).id);
  const { blobs, mongo } = lab.judge;
  const { workspaceId } = job;
  expect(await lab.judge.look(job.subject.id, subject.truth)).toEqual({ lost: [], twice: [] });

  const [photo] = await mongo.models.memories
    .find({ workspaceId, backupId: job.subject.id, kind: 'photo' })
    .lean();
  const asset = await mongo.models.assets.findOne({ workspaceId, _id: photo?.assetId }).lean();
  await blobs.remove('assets', asset?.blobName ?? '');
  await blobs.put('assets', `${workspaceId}/00/stray`, Buffer.from('nobody'), 'image/jpeg');
  const { lost, twice } = await lab.judge.look(job.subject.id, subject.truth);
  expect(lost).toEqual([`photo ${photo?.remoteId}`]);
  expect(twice).toHaveLength(1);
}, 120_000);
