import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordPhotos } from '../../domains/memories/backup/record-photos.ts';
import { recordPosts } from '../../domains/memories/backup/record-posts.ts';
import type { RemotePhoto, RemotePost } from '../../providers/social/memories-source.ts';
import type { Memory } from '../../schemas/contracts/memories.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import { remotePhoto, remotePost, type Seeded, seedBackup, seedEmptyBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

interface Page {
  items: Memory[];
  nextCursor: string | null;
  total: number;
}

let api: TestApi;
let user: TestUser;
beforeAll(async () => {
  api = await startApi(await testEnv('blob'));
  await api.runtime.blobs.prepare();
  user = await api.newUser();
}, 60_000);
afterAll(() => api?.close());

const list = async (backupId: string, query: Record<string, string> = {}) => {
  const address = `/api/v1/memories/backups/${backupId}/memories?${new URLSearchParams(query)}`;
  return api.call('GET', address, { token: user.token });
};
const pageOf = async (backupId: string, query: Record<string, string> = {}): Promise<Page> => {
  const { status, body } = await list(backupId, query);
  expect(status).toBe(200);
  return body;
};
/** Rows without pictures: enough for lists. */
async function newBackup(
  photos: Partial<RemotePhoto>[],
  posts: Partial<RemotePost>[] = [],
): Promise<BackupDoc> {
  const { backup } = await seedEmptyBackup(api.runtime, user);
  const listed = photos.map((photo, index) => ({ ...remotePhoto(index), ...photo, fromPostId: null }));
  await recordPhotos(api.runtime, backup, 0, listed);
  await recordPosts(
    api.runtime,
    backup,
    0,
    posts.map((post, index) => ({ ...remotePost(index), ...post })),
  );
  return backup;
}
const textsOf = ({ items }: Page) => items.map(({ text }) => text);

describe('pages of memories', () => {
  test('hold each once, newest first, also where dates are equal, unknown or long ago', async () => {
    const day = new Date('2020-05-05T12:00:00Z');
    const photos: Partial<RemotePhoto>[] = Array.from({ length: 19 }, () => ({ createdAt: day }));
    photos.push(
      { createdAt: null },
      { backdatedAt: new Date('1955-08-01T00:00:00Z') },
      { createdAt: new Date('2025-01-01') },
    );
    const posts = Array.from({ length: 8 }, () => ({ createdAt: day }));
    const backup = await newBackup(photos, posts);
    const seen: Memory[] = [];
    let cursor: string | undefined;
    do {
      const page = await pageOf(backup._id, { limit: '4', ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(30);
      expect(page.items.length).toBeGreaterThan(0);
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(30);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(30);
    expect(seen[0]?.createdAt).toBe('2025-01-01T00:00:00.000Z');
    expect(seen.at(-2)?.createdAt).toBeNull();
    expect(seen.at(-1)?.text).toBe('Photo 21');
    const whole = await pageOf(backup._id, { limit: '200' });
    expect(whole.items.map(({ id }) => id)).toEqual(seen.map(({ id }) => id));
    expect(whole.nextCursor).toBeNull();
  });

  test('stay in place while a backup adds newer ones', async () => {
    const backup = await newBackup([{}, {}, {}, {}, {}]);
    const first = await pageOf(backup._id, { limit: '2' });
    const newer = { ...remotePhoto(0), id: 'newer', createdAt: new Date('2026-01-01'), fromPostId: null };
    await recordPhotos(api.runtime, backup, 1, [newer]);
    const rest = await pageOf(backup._id, { limit: '10', cursor: first.nextCursor ?? '' });
    expect([...textsOf(first), ...textsOf(rest)]).toEqual([
      'Photo 1',
      'Photo 2',
      'Photo 3',
      'Photo 4',
      'Photo 5',
    ]);
  });

  test.each([
    '',
    'nonsense',
    '12.',
    '1e9.01JD0000000000000000000000',
    '1.01JD000000000000000000000$',
    '{"$gt":""}',
  ])('refuse the cursor %j', async (cursor) => {
    const backup = await newBackup([{}]);
    const { status, body } = await list(backup._id, { cursor });
    if (cursor === '') expect([status, body.items.length]).toEqual([200, 1]);
    else expect([status, body.success, body.error.code]).toEqual([400, false, 'common.invalid_cursor']);
  });
});

test('filters narrow by kind and state, and the total follows', async () => {
  const backup = await newBackup([{}, {}, {}], [{}, {}]);
  const { memories } = api.runtime.mongo.models;
  await memories.updateOne(
    { workspaceId: user.workspaceId, backupId: backup._id, remoteId: remotePhoto(1).id },
    { $set: { state: 'failed', problem: { code: 'gone', message: 'The picture is not there any more.' } } },
  );
  const totals: [Record<string, string>, number][] = [
    [{}, 5],
    [{ kind: 'photo' }, 3],
    [{ kind: 'post' }, 2],
    [{ state: 'stored' }, 2],
    [{ state: 'listed', kind: 'photo' }, 2],
    [{ state: 'failed' }, 1],
    [{ state: 'failed', kind: 'post' }, 0],
  ];
  for (const [query, total] of totals) {
    const page = await pageOf(backup._id, { ...query, limit: '1' });
    expect([query, page.total, page.items.length]).toEqual([query, total, Math.min(1, total)]);
  }
  const [failed] = (await pageOf(backup._id, { state: 'failed' })).items;
  expect(failed).toMatchObject({ problem: 'The picture is not there any more.', asset: null });
  expect((await list(backup._id, { kind: 'video' })).status).toBe(400);
});

describe('search', () => {
  const places = {
    name: 'Café Majestic',
    city: 'Porto',
    country: 'Portugal',
    latitude: null,
    longitude: null,
  };
  let backup: BackupDoc;
  beforeAll(async () => {
    backup = await newBackup(
      [
        { title: 'Crème brûlée & naïve façade', album: 'Été 2019' },
        { title: 'nothing special', place: places },
        { title: 'C++ (50% off!) [a-z]* costs $5 \\o/ a.b' },
        { title: 'C plus plus, 5 dollars, aXb' },
        { title: 'ΑΘΗΝΑ καλημέρα' },
        { title: 'みたらし団子 🍡' },
      ],
      [{ text: 'Großmutter im Garten' }, { text: 'Long ago in Porto' }],
    );
  });

  test.each([
    ['creme brulee', ['Crème brûlée & naïve façade']],
    ['CRÈME BRÛLÉE', ['Crème brûlée & naïve façade']],
    ['facade été', ['Crème brûlée & naïve façade']],
    ['ete 2019', ['Crème brûlée & naïve façade']],
    ['porto', ['Long ago in Porto', 'nothing special']],
    ['porto cafe', ['nothing special']],
    ['cafe lisboa', []],
    ['großmutter', ['Großmutter im Garten']],
    ['αθηνα', ['ΑΘΗΝΑ καλημέρα']],
    ['καλημερα', ['ΑΘΗΝΑ καλημέρα']],
    ['団子', ['みたらし団子 🍡']],
    ['🍡', ['みたらし団子 🍡']],
    ['c++', ['C++ (50% off!) [a-z]* costs $5 \\o/ a.b']],
    ['(50%', ['C++ (50% off!) [a-z]* costs $5 \\o/ a.b']],
    ['[a-z]*', ['C++ (50% off!) [a-z]* costs $5 \\o/ a.b']],
    ['$5', ['C++ (50% off!) [a-z]* costs $5 \\o/ a.b']],
    ['\\o/', ['C++ (50% off!) [a-z]* costs $5 \\o/ a.b']],
    ['a.b', ['C++ (50% off!) [a-z]* costs $5 \\o/ a.b']],
    ['.*', []],
    ['^', []],
  ])('for %j finds what says so', async (q, expected) => {
    const page = await pageOf(backup._id, { q });
    expect([textsOf(page).sort(), page.total]).toEqual([expected.toSorted(), expected.length]);
  });

  test('for blanks finds all; for too much is refused', async () => {
    expect((await pageOf(backup._id, { q: '   ' })).total).toBe(8);
    const { status, body } = await list(backup._id, { q: 'x'.repeat(201) });
    expect([status, Object.keys(body.error.details.fields)]).toEqual([400, ['q']]);
  });

  test('is paged too, and stays within the backup', async () => {
    await newBackup([{ title: 'Porto elsewhere' }]);
    const first = await pageOf(backup._id, { q: 'porto', limit: '1' });
    const second = await pageOf(backup._id, { q: 'porto', limit: '1', cursor: first.nextCursor ?? '' });
    expect([...textsOf(first), ...textsOf(second)].sort()).toEqual(['Long ago in Porto', 'nothing special']);
    expect(second.nextCursor).toBeNull();
  });
});

describe('a caption', () => {
  let seeded: Seeded;
  beforeAll(async () => {
    seeded = await seedBackup(api.runtime, user, {
      photos: [{}, {}],
      posts: [
        {
          photos: [
            { id: remotePhoto(1).id, url: null },
            { id: remotePhoto(0).id, url: null },
          ],
        },
      ],
      archive: false,
    });
  });
  const edit = (assetId: string, body: object) =>
    api.call('PATCH', `/api/v1/assets/${assetId}/caption`, { token: user.token, body });

  test('is edited, shown everywhere and found; an edit of an older state is refused with the present one', async () => {
    const [asset] = seeded.assets;
    const id = asset?._id ?? '';
    const saved = await edit(id, { text: '  Zażółć gęślą jaźń  ', revision: 0 });
    expect(saved.status).toBe(200);
    expect(saved.body.caption).toMatchObject({ text: 'Zażółć gęślą jaźń', source: 'person', revision: 1 });
    expect(saved.body.caption.editedAt).not.toBeNull();
    const stale = await edit(id, { text: 'Me too', revision: 0 });
    expect([stale.status, stale.body.error.code]).toEqual([409, 'memories.caption_changed']);
    expect(stale.body.error.details.current.caption).toEqual(saved.body.caption);
    expect((await edit(id, { text: '', revision: 1 })).body.caption).toMatchObject({ text: '', revision: 2 });
    await edit(id, { text: 'Gęś nad jeziorem', revision: 2 });
    const found = await pageOf(seeded.backup._id, { q: 'ges jeziorem' });
    expect(found.items.map((memory) => memory.asset?.id)).toEqual([id]);
    const shown = await api.call('GET', `/api/v1/memories/${found.items[0]?.id}`, { token: user.token });
    expect(shown.body.asset.caption).toMatchObject({ text: 'Gęś nad jeziorem', revision: 3 });
    const [post] = (await pageOf(seeded.backup._id, { kind: 'post' })).items;
    expect(post?.photos.map((photo) => photo.caption.text)).toEqual(['', 'Gęś nad jeziorem']);
  });

  test('edited by two at once is saved once', async () => {
    const id = seeded.assets[1]?._id ?? '';
    const answers = await Promise.all(['one', 'two', 'three'].map((text) => edit(id, { text, revision: 0 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { body } = await api.call('GET', `/api/v1/assets/${id}`, { token: user.token });
    expect(body.caption).toEqual(answers.find(({ status }) => status === 200)?.body.caption);
  });

  test.each([
    [{ text: 'x'.repeat(2001), revision: 0 }, 'text'],
    [{ text: null, revision: 0 }, 'text'],
    [{ text: 'x' }, 'revision'],
    [{ text: 'x', revision: -1 }, 'revision'],
    [{ text: 'x', revision: 1.5 }, 'revision'],
  ])('has its limits (%#)', async (body, field) => {
    const answer = await edit(seeded.assets[0]?._id ?? '', body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'common.invalid']);
    expect(Object.keys(answer.body.error.details.fields)).toEqual([field]);
    expect((await edit(seeded.assets[0]?._id ?? '', { text: 'y'.repeat(2000), revision: 99 })).status).toBe(
      409,
    );
  });
});
