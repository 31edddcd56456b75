import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import {
  connect,
  type GraphErrorBody,
  getJson,
  graph,
  type Listing,
  postJson,
  proofOf,
  readAll,
} from '../support/sandbox-client.ts';

let now = Date.UTC(2026, 5, 1);
const sandbox: RunningSandbox = await startSandbox({ now: () => now });
afterAll(() => sandbox.close());
beforeEach(async () => {
  now = Date.UTC(2026, 5, 1);
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' });
});

interface PhotoJson {
  id: string;
  name?: string;
  alt_text?: string;
  backdated_time?: string;
  created_time: string;
  place?: { name: string; location: { latitude: number } };
  album?: { id: string; name: string };
  width: number;
  height: number;
  images: { width: number; height: number; source: string }[];
}
interface PostJson {
  id: string;
  message?: string;
  story?: string;
  created_time: string;
  permalink_url: string;
  place?: { location: { latitude: number; longitude: number } };
  attachments?: {
    data: {
      media?: { image: { src: string } };
      target: { id: string };
      title: string;
      type: string;
      subattachments?: { data: { target: { id: string } }[] };
    }[];
  };
}
const photoFields =
  'id,album,alt_text,backdated_time,created_time,from,height,width,images,link,name,name_tags,place,updated_time';
const postFields =
  'id,message,story,created_time,full_picture,permalink_url,place,attachments{media,subattachments,target,title,type,url}';
const both = ['user_photos', 'user_posts'];

test('the rich person has 338 uploaded photos over ten years, read through short and empty pages', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const pages = await readAll<PhotoJson>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    fields: photoFields,
  });
  const photos = pages.flatMap(({ data }) => data);
  expect(photos).toHaveLength(338);
  expect(new Set(photos.map(({ id }) => id)).size).toBe(338);
  const sizes = pages.map(({ data }) => data.length);
  expect(sizes.slice(0, 4)).toEqual([25, 15, 0, 25]);
  expect(pages[2]?.paging?.next).toBeDefined();
  expect(pages.at(-1)?.paging?.next).toBeUndefined();
  const years = new Set(photos.map(({ created_time }) => created_time.slice(0, 4)));
  expect(years.size).toBeGreaterThanOrEqual(11);
  const times = photos.map(({ created_time }) => created_time);
  expect(times).toEqual([...times].sort().reverse());
  expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/);
  for (const some of ['name', 'alt_text', 'backdated_time', 'place', 'album'] as const) {
    expect(photos.filter((photo) => photo[some] !== undefined).length).toBeGreaterThan(8);
  }
});

test('images are in several sizes and no order', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const { body } = await graph<Listing<PhotoJson>>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    fields: 'images,width,height',
  });
  const areas = body.data.map(({ images }) => images.map(({ width, height }) => width * height));
  expect(areas.every((list) => list.length >= 5)).toBe(true);
  expect(areas.some((list) => list[0] !== Math.max(...list))).toBe(true);
  const [first] = body.data;
  expect(Math.max(...(first?.images ?? []).map(({ width }) => width))).toBe(first?.width);
});

test('the rich person has 160 posts in many languages, with no, one or many photos', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const pages = await readAll<PostJson>(sandbox.url, '/me/posts', token, { fields: postFields, limit: '50' });
  const posts = pages.flatMap(({ data }) => data);
  expect(new Set(posts.map(({ id }) => id)).size).toBe(160);
  const text = posts.map(({ message }) => message ?? '').join('\n');
  for (const script of [
    /\p{Script=Arabic}/u,
    /\p{Script=Devanagari}/u,
    /\p{Script=Hiragana}/u,
    /¿|ñ/,
    /é|œ|’/,
    /\u200d/,
    /\p{Extended_Pictographic}/u,
  ]) {
    expect(text).toMatch(script);
  }
  const photos = await readAll<PhotoJson>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    limit: '100',
  });
  const own = new Set(photos.flatMap(({ data }) => data.map(({ id }) => id)));
  const many = posts.filter((post) => post.attachments?.data[0]?.subattachments !== undefined);
  expect(many.length).toBeGreaterThan(30);
  const targets = many.flatMap(
    (post) => post.attachments?.data[0]?.subattachments?.data.map(({ target }) => target.id) ?? [],
  );
  expect(targets.every((id) => own.has(id))).toBe(true);
  const single = posts.filter((post) => post.attachments?.data[0]?.type === 'photo');
  expect(single.some((post) => !own.has(post.attachments?.data[0]?.target.id ?? ''))).toBe(true);
  expect(posts.some((post) => post.attachments === undefined)).toBe(true);
  expect(posts.some((post) => post.attachments?.data[0]?.type === 'share')).toBe(true);
  expect(posts.some(({ story, message }) => story !== undefined && message === undefined)).toBe(true);
  expect(posts.filter(({ place }) => place !== undefined).length).toBeGreaterThan(80);
});

test('a photo of a post only is not in the listing, but can be read', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const pages = await readAll<PostJson>(sandbox.url, '/me/posts', token, { fields: 'message,attachments' });
  const post = pages.flatMap(({ data }) => data).find(({ message }) => message?.includes('みたらし団子'));
  const id = post?.attachments?.data[0]?.target.id ?? '';
  const photo = await graph<PhotoJson>(sandbox.url, `/${id}`, token, { fields: 'images,from' });
  expect(photo.body.images.length).toBeGreaterThan(3);
});

test('photos are the tagged ones unless type=uploaded', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const pages = await readAll<{ id: string; from: { name: string } }>(sandbox.url, '/me/photos', token, {
    fields: 'from',
  });
  const tagged = pages.flatMap(({ data }) => data);
  expect(tagged).toHaveLength(12);
  expect(tagged.every(({ from }) => from.name === 'Rosa Quispe')).toBe(true);
});

test('without the permission: 200 and no data', async () => {
  const token = await connect(sandbox.url, 'rich', []);
  for (const edge of ['photos', 'posts']) {
    const { status, body } = await graph(sandbox.url, `/me/${edge}`, token, { type: 'uploaded' });
    expect([status, body]).toEqual([200, { data: [] }]);
  }
});

test('the empty person has nothing', async () => {
  const token = await connect(sandbox.url, 'empty', both);
  expect((await graph(sandbox.url, '/me/photos', token, { type: 'uploaded' })).body).toEqual({ data: [] });
  expect((await graph(sandbox.url, '/me/posts', token)).body).toEqual({ data: [] });
});

test('next is a whole address with the token; previous leads back; limit is at most 100', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const first = await graph<Listing>(sandbox.url, '/me/photos', token, { type: 'uploaded', limit: '500' });
  expect(first.body.data).toHaveLength(100);
  const next = new URL(first.body.paging?.next ?? '');
  expect(next.searchParams.get('access_token')).toBe(token);
  expect(next.searchParams.get('after')).toBe(first.body.paging?.cursors?.after);
  const second = await getJson<Listing>(next.href);
  const back = await getJson<Listing>(second.body.paging?.previous ?? '');
  expect(back.body.data).toEqual(first.body.data);
});

test('a cursor holds its place when photos are added on top, and is refused when its photo is gone', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const params = { type: 'uploaded', limit: '10', fields: 'id' };
  const first = await graph<Listing<{ id: string }>>(sandbox.url, '/me/photos', token, params);
  const before = await getJson<Listing<{ id: string }>>(first.body.paging?.next ?? '');
  const added = await postJson<{ ids: string[] }>(`${sandbox.url}/_sandbox/people/rich/photos`, { count: 3 });
  const after = await getJson<Listing<{ id: string }>>(first.body.paging?.next ?? '');
  expect(after.body.data).toEqual(before.body.data);
  const top = await graph<Listing<{ id: string }>>(sandbox.url, '/me/photos', token, params);
  expect(top.body.data.slice(0, 3).map(({ id }) => id)).toEqual(added.body.ids);
  const last = first.body.data.at(-1)?.id;
  await fetch(`${sandbox.url}/_sandbox/people/rich/photos/${last}`, { method: 'DELETE' });
  const stale = await getJson<GraphErrorBody>(first.body.paging?.next ?? '');
  expect(stale.body.error).toMatchObject({ code: 100, message: expect.stringContaining('cursors') });
});

test('fields are chosen to any depth; an unknown one is an error', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const { body } = await graph<Listing>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    limit: '100',
    fields: 'place{location{city}},images{height,source}',
  });
  const placed = body.data.find((photo) => photo.place !== undefined);
  expect(placed?.place).toEqual({ id: expect.any(String), location: { city: expect.any(String) } });
  const images = placed?.images as object[] | undefined;
  expect(Object.keys(images?.[0] ?? {})).toEqual(['height', 'source']);
  const unknown = await graph<GraphErrorBody>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    fields: 'id,secrets',
  });
  expect(unknown.body.error).toMatchObject({
    code: 100,
    message: '(#100) Tried accessing nonexisting field (secrets) on node type (Photo)',
  });
  const broken = await graph<GraphErrorBody>(sandbox.url, '/me', token, { fields: 'id,{name' });
  expect(broken.body.error).toMatchObject({ code: 2500, message: expect.stringContaining('Syntax error') });
});

test('a token is needed, also as Bearer, and appsecret_proof is checked', async () => {
  const me = `${sandbox.url}/graph.facebook.com/me`;
  expect((await getJson<GraphErrorBody>(me)).body.error).toMatchObject({ code: 2500 });
  const token = await connect(sandbox.url, 'empty', []);
  const bearer = await getJson(me, { headers: { authorization: `Bearer ${token}` } });
  expect(bearer.body).toEqual({ id: '100000000000102', name: 'Noor Haddad' });
  expect((await graph(sandbox.url, '/me', token, { appsecret_proof: proofOf(token) })).status).toBe(200);
  const forged = await graph<GraphErrorBody>(sandbox.url, '/me', token, { appsecret_proof: 'no' });
  expect(forged.body.error).toMatchObject({ code: 100, message: expect.stringContaining('appsecret_proof') });
  const other = await graph<GraphErrorBody>(sandbox.url, '/100000000000101', token);
  expect(other.body.error).toMatchObject({ code: 100, error_subcode: 33 });
});

test('calls are counted in X-App-Usage, and limited', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const usage = (await graph(sandbox.url, '/me', token)).headers.get('x-app-usage') ?? '{}';
  expect(JSON.parse(usage)).toEqual({ call_count: 0, total_cputime: 0, total_time: 0 });
  await postJson(`${sandbox.url}/_sandbox/settings`, { graphCallsPerHour: 1 });
  const limited = await graph<GraphErrorBody>(sandbox.url, '/me', token);
  expect([limited.status, limited.body.error.code]).toEqual([403, 4]);
  expect(limited.headers.get('retry-after')).toBeNull();
  expect(JSON.parse(limited.headers.get('x-app-usage') ?? '{}').call_count).toBe(100);
  now += 3_600_001;
  expect((await graph(sandbox.url, '/me', token)).status).toBe(200);
});

test('the troublesome session ends half-way, stays ended, and goes on with a new token', async () => {
  const params = { type: 'uploaded', fields: 'id', limit: '100' };
  const list = (token: string, after?: string) =>
    graph<Listing<{ id: string }> & GraphErrorBody>(sandbox.url, '/me/photos', token, {
      ...params,
      ...(after === undefined ? {} : { after }),
    });
  const token = await connect(sandbox.url, 'troublesome', ['user_photos']);
  const first = await list(token);
  expect(first.body.data).toHaveLength(25);
  const second = await list(token, first.body.paging?.cursors?.after);
  const cursor = second.body.paging?.cursors?.after;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    expect((await list(token, cursor)).body.error).toMatchObject({ code: 190, error_subcode: 460 });
  }
  expect((await list(token)).body.error).toMatchObject({ code: 190, error_subcode: 460 });
  const renewed = await connect(sandbox.url, 'troublesome', ['user_photos']);
  const third = await list(renewed, cursor);
  expect(third.body.paging?.next).toBeUndefined();
  const ids = [first, second, third].flatMap(({ body }) => body.data.map(({ id }) => id));
  expect(new Set(ids).size).toBe(60);
  const later = await connect(sandbox.url, 'troublesome', ['user_photos']);
  const pages = await readAll(sandbox.url, '/me/photos', later, params);
  expect(pages.at(-1)).toMatchObject({ error: { code: 190, error_subcode: 460 } });
});

test('posts can be read by time', async () => {
  const token = await connect(sandbox.url, 'rich', both);
  const since = String(Date.UTC(2019, 0, 1) / 1000);
  const until = String(Date.UTC(2020, 0, 1) / 1000);
  const pages = await readAll<PostJson>(sandbox.url, '/me/posts', token, { since, until });
  const years = new Set(
    pages.flatMap(({ data }) => data).map(({ created_time }) => created_time.slice(0, 4)),
  );
  expect([...years]).toEqual(['2019']);
});
