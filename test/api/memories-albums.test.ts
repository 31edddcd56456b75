import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordFoundDate } from '../../domains/memories/record-found-date.ts';
import { type Seeded, seedBackup } from '../support/seed-backup.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
let user: TestUser;
let seeded: Seeded;
beforeAll(async () => {
  api = await startApi(await testEnv('blob'));
  await api.runtime.blobs.prepare();
  user = await api.newUser();
  seeded = await seedBackup(api.runtime, user, {
    photos: [{ album: 'नदी 10' }, { album: 'Été 10' }, { album: 'Été 2' }, { album: 'Été 10' }, {}],
    archive: false,
  });
}, 60_000);
afterAll(() => api?.close());

const get = (path: string) => api.call('GET', `/api/v1${path}`, { token: user.token });
const setDate = (takenAt: string | null, assetId = seeded.assets[4]?._id) =>
  api.call('PATCH', `/api/v1/assets/${assetId}/date`, { token: user.token, body: { takenAt } });
const firstPhoto = async () =>
  (await get(`/memories/backups/${seeded.backup._id}/memories?limit=1&kind=photo`)).body.items[0];

test('albums are listed by name, with how many photos of which time and the newest as a cover', async () => {
  const { status, body } = await get(`/memories/backups/${seeded.backup._id}/albums`);
  expect(status).toBe(200);
  expect(body.items.map(({ name, photos }: { name: string; photos: number }) => [name, photos])).toEqual([
    ['Été 2', 1],
    ['Été 10', 2],
    ['नदी 10', 1],
  ]);
  expect(body.items[1]).toMatchObject({
    from: '2023-12-29T00:00:00.000Z',
    to: '2023-12-31T00:00:00.000Z',
    cover: { id: seeded.assets[1]?._id },
  });
});

describe('a date that a person says', () => {
  test('is shown as theirs and orders the list', async () => {
    expect((await firstPhoto()).asset.id).toBe(seeded.assets[0]?._id);
    const { status, body } = await setDate('2025-06-01T10:00:00+02:00');
    expect(status).toBe(200);
    expect(body).toMatchObject({ takenAt: '2025-06-01T08:00:00.000Z', takenAtOrigin: 'person' });
    expect((await firstPhoto()).asset.id).toBe(seeded.assets[4]?._id);
  });

  test('is not overridden by what is found later, which shows once it is taken back', async () => {
    const [, , , , asset] = seeded.assets;
    if (!asset) throw new Error('No asset.');
    await recordFoundDate(api.runtime, asset, { at: new Date('2011-01-01'), origin: 'exif' });
    expect((await get(`/assets/${asset._id}`)).body.takenAtOrigin).toBe('person');
    const { body } = await setDate(null);
    expect(body).toMatchObject({ takenAt: '2011-01-01T00:00:00.000Z', takenAtOrigin: 'exif' });
    expect((await firstPhoto()).asset.id).toBe(seeded.assets[0]?._id);
  });

  test('taken back twice, or never given, changes nothing', async () => {
    expect((await setDate(null)).body).toMatchObject({ takenAtOrigin: 'exif' });
    const untouched = (await get(`/assets/${seeded.assets[0]?._id}`)).body;
    expect((await setDate(null, seeded.assets[0]?._id)).body).toEqual(untouched);
  });

  test.each(['1700-01-01T00:00:00Z', '2999-01-01T00:00:00Z'])('cannot be %s', async (date) => {
    const { status, body } = await setDate(date);
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'memories.date_impossible' });
  });
});

test('a found date gives way to a more trusted one, and to no other', async () => {
  const [asset] = seeded.assets;
  if (!asset) throw new Error('No asset.');
  const find = async (at: string, origin: 'exif' | 'backdated' | 'post') => {
    await recordFoundDate(api.runtime, asset, { at: new Date(at), origin });
    return (await get(`/assets/${asset._id}`)).body.takenAt.slice(0, 10);
  };
  expect(await find('2019-01-01', 'post')).toBe('2019-01-01');
  expect(await find('2018-01-01', 'backdated')).toBe('2018-01-01');
  expect(await find('2017-01-01', 'post')).toBe('2018-01-01');
  expect(await find('2016-01-01', 'exif')).toBe('2016-01-01');
  expect(await find('2015-01-01', 'exif')).toBe('2016-01-01');
});
