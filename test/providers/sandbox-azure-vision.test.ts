import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { connect, graph, postJson, readAll } from '../support/sandbox-client.ts';

const sandbox: RunningSandbox = await startSandbox();
afterAll(() => sandbox.close());

const key = 'sandbox-azure-vision-key';
const base = `${sandbox.url}/vision.cognitiveservices.azure.com`;
const query4 =
  'api-version=2023-10-01&features=caption,denseCaptions,tags&language=en&gender-neutral-caption=true';
interface Answer4 {
  metadata: { width: number; height: number };
  captionResult: { text: string; confidence: number };
  denseCaptionsResult: {
    values: { text: string; boundingBox: { x: number; y: number; w: number; h: number } }[];
  };
  tagsResult: { values: { name: string }[] };
}
interface Failure {
  error: { code: string; message: string; innererror?: { code: string } };
}

async function call<T>(path: string, body: Uint8Array | object, headers: Record<string, string> = {}) {
  const isBytes = body instanceof Uint8Array;
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: {
      'ocp-apim-subscription-key': key,
      'content-type': isBytes ? 'application/octet-stream' : 'application/json',
      ...headers,
    },
    body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as T };
}
const analyze = <T = Answer4>(body: Uint8Array | object, query = query4, headers = {}) =>
  call<T>(`/computervision/imageanalysis:analyze?${query}`, body, headers);
const plain = (width: number, height: number, background = '#2040c0') =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

let cat: { file: Buffer; url: string };
beforeAll(async () => {
  const token = await connect(sandbox.url, 'rich', ['user_photos']);
  const pages = await readAll<{ id: string; name?: string }>(sandbox.url, '/me/photos', token, {
    type: 'uploaded',
    fields: 'name',
    limit: '100',
  });
  const found = pages.flatMap(({ data }) => data).find(({ name }) => name === 'Her first portrait');
  const photo = await graph<{ images: { width: number; height: number; source: string }[] }>(
    sandbox.url,
    `/${found?.id}`,
    token,
    {
      fields: 'images',
    },
  );
  const [url] = photo.body.images.sort((a, b) => b.width - a.width).map(({ source }) => source) as [string];
  cat = { url, file: Buffer.from(await (await fetch(url)).arrayBuffer()) };
});

test('4.0 knows a demo photograph, by bytes, by address, and made smaller', async () => {
  const { body } = await analyze(cat.file);
  expect(body.captionResult.text).toContain('cat');
  expect(body.tagsResult.values.map(({ name }) => name)).toContain('animal');
  const { width, height } = body.metadata;
  const values = body.denseCaptionsResult.values;
  expect(values.length).toBeGreaterThan(1);
  expect(values.length).toBeLessThanOrEqual(11);
  expect(values[0]).toMatchObject({
    text: body.captionResult.text,
    boundingBox: { x: 0, y: 0, w: width, h: height },
  });
  for (const { boundingBox: box } of values) expect(box.x + box.w).toBeLessThanOrEqual(width + 1);
  expect((await analyze({ url: cat.url })).body.captionResult).toEqual(body.captionResult);
  const smaller = await sharp(cat.file).autoOrient().resize(500).webp({ quality: 60 }).toBuffer();
  expect((await analyze(smaller)).body.captionResult).toEqual(body.captionResult);
});

test('an unknown image is told by its colours, always in the same words', async () => {
  const image = await plain(200, 100);
  const first = await analyze(image);
  expect(first.body.captionResult.text).toBe('a plain blue background');
  expect(first.body.metadata).toEqual({ width: 200, height: 100 });
  expect((await analyze(image)).body).toEqual(first.body);
});

test('3.2 describes too', async () => {
  const { status, body } = await call('/vision/v3.2/describe?maxCandidates=1', cat.file);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    description: {
      tags: expect.arrayContaining(['cat']),
      captions: [{ text: expect.stringContaining('cat') }],
    },
    requestId: expect.any(String),
    metadata: { format: 'Jpeg' },
  });
});

test('a wrong key is 401 in the words of the vendor', async () => {
  const { status, body } = await analyze<Failure>(cat.file, query4, { 'ocp-apim-subscription-key': 'guess' });
  expect([status, body.error.code]).toEqual([401, '401']);
  expect(body.error.message).toContain('invalid subscription key');
});

test.each([
  ['too small', () => plain(49, 100), 'InvalidImageSize'],
  ['no image', async () => Buffer.from('<html>'), 'InvalidImageFormat'],
  ['truncated', async () => cat.file.subarray(0, 20_000), 'InvalidImageFormat'],
  ['too heavy', async () => Buffer.alloc(20 * 1024 * 1024 + 1), 'InvalidImageSize'],
])('4.0 refuses an image that is %s', async (_name, make, code) => {
  const { status, body } = await analyze<Failure>(await make());
  expect([status, body.error.innererror?.code]).toEqual([400, code]);
});

test('3.2 takes at most 4 MB', async () => {
  const { status, body } = await call<Failure>('/vision/v3.2/describe', Buffer.alloc(4 * 1024 * 1024 + 1));
  expect([status, body.error.innererror?.code]).toEqual([400, 'InvalidImageSize']);
});

test('mistakes in the request have their codes', async () => {
  const code = async (answer: Promise<{ body: Failure }>) => (await answer).body.error.innererror?.code;
  expect(await code(analyze<Failure>({ url: `${sandbox.url}/nothing.jpg` }))).toBe('InvalidImageUrl');
  expect(await code(analyze<Failure>({ url: 'file:///etc/passwd' }))).toBe('InvalidImageUrl');
  expect(await code(analyze<Failure>(cat.file, 'features=caption'))).toBe('BadArgument');
  expect(await code(analyze<Failure>(cat.file, 'api-version=2023-10-01&features=faces'))).toBe(
    'NotSupportedFeature',
  );
  const media = await analyze<Failure>(cat.file, query4, { 'content-type': 'text/plain' });
  expect([media.status, media.body.error.code]).toEqual([415, 'UnsupportedMediaType']);
});

test('its limit is 429 with Retry-After, and each image is counted by content', async () => {
  await postJson(`${sandbox.url}/_sandbox/faults`, {
    vendor: 'azure',
    kind: 'rate-limit',
    retryAfter: 3,
    count: 1,
  });
  const limited = await analyze<Failure>(cat.file);
  expect([limited.status, limited.headers.get('retry-after'), limited.body.error.code]).toEqual([
    429,
    '3',
    '429',
  ]);
  const image = await plain(60, 60, '#ffaa00');
  await analyze(image);
  await analyze(image);
  const ledger = (await (await fetch(`${sandbox.url}/_sandbox/ledger?vendor=azure`)).json()) as {
    routes: { route: string; objects: Record<string, number>; statuses: Record<string, number> }[];
  };
  const described = ledger.routes.find(({ route }) => route === 'image described');
  expect(Object.values(described?.objects ?? {})).toContain(2);
  const asked = ledger.routes.find(({ route }) => route.endsWith('imageanalysis:analyze'));
  expect(asked?.statuses['429']).toBe(1);
});
