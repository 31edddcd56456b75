import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openUpload } from '../../domains/memories/imports/open-upload.ts';
import { readArchive } from '../../domains/memories/imports/read-archive.ts';
import { finding } from '../../domains/memories/verify/finding.ts';
import { finishVerification } from '../../domains/memories/verify/finish-verification.ts';
import { startVerification } from '../../domains/memories/verify/start-verification.ts';
import { createImportLab, type ImportLab } from '../support/import-lab.ts';
import { rawZip } from '../support/raw-zip.ts';

let lab: ImportLab;
beforeAll(async () => {
  lab = await createImportLab();
}, 120_000);
afterAll(() => lab?.close());

const zip = (files: Record<string, unknown>, name = 'facebook-ada-2026-06-30-Test1.zip') => ({
  name,
  bytes: rawZip(
    Object.entries(files).map(([path, value]) => ({
      name: path,
      bytes: Buffer.from(JSON.stringify(value)),
      deflate: true,
    })),
  ),
});

const sheet = 'your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json';
const post = (timestamp: number, photo: string) => ({
  timestamp,
  attachments: [{ data: [{ media: { uri: `posts/media/${photo}.jpg`, creation_timestamp: timestamp } }] }],
});

test('wordless posts of one second stay two, also over several writes, and when reading is repeated', async () => {
  const many = Array.from({ length: 150 }, (_, index) => post(1_600_000_000 + index, `1000${index}_m`));
  const twins = [post(1_500_000_000, 'one_a'), ...many, post(1_500_000_000, 'two_b')];
  const owner = lab.newOwner();
  const key = await lab.upload(owner, [zip({ [sheet]: twins })]);
  const opened = await openUpload(lab.runtime, key);
  const read = async () => {
    const { pages } = await readArchive(lab.runtime, key, opened);
    const { posts, photos } = await lab.look(key);
    return { pages, photos: photos.length, posts: posts.map((row) => [row.remoteId, row.photoRemoteIds]) };
  };
  const first = await read();
  expect(first).toMatchObject({ pages: 2, photos: 152 });
  expect(first.posts).toHaveLength(152);
  for (const [, photoIds] of first.posts) expect(photoIds).toHaveLength(1);
  expect(await read()).toEqual(first);
}, 60_000);

test('photos that a stalled attempt has recorded meanwhile are imported, too', async () => {
  const key = await lab.upload(lab.newOwner(), [zip({ [sheet]: [post(1_500_000_000, 'one_a')] })]);
  const { memories } = lab.runtime.mongo.models;
  const opened = await openUpload(lab.runtime, key);
  await readArchive(lab.runtime, key, opened);
  await memories.updateOne(
    { workspaceId: key.workspaceId, backupId: key.backupId, kind: 'photo' },
    { $set: { page: 3 } },
  );
  expect(await readArchive(lab.runtime, key, opened)).toEqual({ pages: 4 });
}, 60_000);

test('addresses of any length do not keep an import from its end', async () => {
  const long = () => randomBytes(4_400_000).toString('hex').slice(0, 6_000_000);
  const posts = [1, 2, 3].map((second) => post(1_500_000_000 + second, long()));
  const { job, report } = await lab.importArchive(lab.newOwner(), [zip({ [sheet]: posts })]);
  expect(job.state).toBe('partial');
  expect(report.problems.map(({ path }) => path.length)).toEqual([500, 500, 500]);
}, 60_000);

test('messages of one name in two parts are both kept', async () => {
  const path = 'your_facebook_activity/messages/inbox/bo_1/message_1.json';
  const parts = [
    zip({ [sheet]: [post(1_500_000_000, 'one_a')], [path]: { messages: ['first'] } }),
    zip({ [path]: { messages: ['second, longer'] } }, 'facebook-ada-2026-06-30-Test2.zip'),
  ];
  const key = await lab.upload(lab.newOwner(), parts, { includeMessages: true });
  const opened = await openUpload(lab.runtime, key);
  await readArchive(lab.runtime, key, opened);
  await readArchive(lab.runtime, key, opened);
  const files = await lab.runtime.mongo.models.backupFiles
    .find({ workspaceId: key.workspaceId })
    .sort({ path: 1 })
    .lean();
  expect(files.map((file) => file.path)).toEqual([
    'messages/inbox/bo_1/message_1 (2).json',
    'messages/inbox/bo_1/message_1.json',
  ]);
}, 60_000);

test('a backup that was tried again while it was checked is not called damaged', async () => {
  const { runtime } = lab;
  const owner = lab.newOwner();
  const { backup } = await lab.importArchive(owner, [zip({ [sheet]: [post(1_500_000_000, 'one_a')] })]);
  if (!backup) throw new Error('The archive was refused.');
  const { verifications, backups, jobs } = runtime.mongo.models;
  const { workspaceId } = owner;
  const check = async (id: string) => {
    const verificationId = `${id}-${backup._id}`;
    const job = await startVerification(runtime, { verificationId, backup, userId: owner.id });
    const change = { findingsTotal: 1, findings: [finding('zip', 'changed', 'backup.zip')] };
    await verifications.updateOne({ _id: verificationId, workspaceId }, { $set: change });
    const key = { workspaceId, backupId: backup._id, verificationId, jobId: job._id, attempt: 1 };
    const finish = () => finishVerification(runtime, key, { outcome: 'finished', error: null });
    return { finish, read: () => jobs.findOne({ _id: job._id, workspaceId }).orFail().lean() };
  };
  const damaged = await check('still');
  await damaged.finish();
  expect((await damaged.read()).state).toBe('partial');
  const moot = await check('moved');
  await backups.updateOne({ _id: backup._id, workspaceId }, { $set: { state: 'running' } });
  await moot.finish();
  expect(await moot.read()).toMatchObject({
    state: 'failed',
    warnings: [],
    error: { code: 'memories.backup_changed' },
  });
}, 60_000);

test('the job of a check ends, also when the backup was erased on the way', async () => {
  const { runtime } = lab;
  const owner = lab.newOwner();
  const { backup } = await lab.importArchive(owner, [zip({ [sheet]: [post(1_500_000_000, 'one_a')] })]);
  if (!backup) throw new Error('The archive was refused.');
  const verificationId = `check-${backup._id}`;
  const job = await startVerification(runtime, { verificationId, backup, userId: owner.id });
  const { verifications, jobs } = runtime.mongo.models;
  const { workspaceId } = owner;
  await verifications.deleteOne({ _id: verificationId, workspaceId });
  const key = { workspaceId, backupId: backup._id, verificationId, jobId: job._id, attempt: 1 };
  await finishVerification(runtime, key, { outcome: 'finished', error: null });
  expect(await jobs.findOne({ _id: job._id, workspaceId }).lean()).toMatchObject({ state: 'cancelled' });
}, 60_000);
