import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { azureVision3 } from '../../providers/caption/azure-vision-3.ts';
import { azureVision4 } from '../../providers/caption/azure-vision-4.ts';

const descriptors = [azureVision4, azureVision3];
const key = 'secret-key-of-the-operator';
const now = Date.UTC(2026, 0, 1);

const answers = {
  'azure-vision-4': {
    modelVersion: '2023-10-01',
    metadata: { width: 800, height: 600 },
    captionResult: { text: 'a person riding a bicycle on a bridge', confidence: 0.83 },
    denseCaptionsResult: {
      values: [
        {
          text: 'a person riding a bicycle on a bridge',
          confidence: 0.83,
          boundingBox: { x: 0, y: 0, w: 800, h: 600 },
        },
        { text: 'a bicycle wheel', confidence: 0.7, boundingBox: { x: 100, y: 300, w: 200, h: 200 } },
      ],
    },
    tagsResult: {
      values: [
        { name: 'outdoor', confidence: 0.99 },
        { name: 'bicycle', confidence: 0.97 },
      ],
    },
  },
  'azure-vision-3': {
    description: {
      tags: ['outdoor', 'bicycle'],
      captions: [{ text: 'a person riding a bicycle on a bridge', confidence: 0.83 }],
    },
    requestId: '1ca2',
    metadata: { width: 800, height: 600, format: 'Jpeg' },
    modelVersion: '2021-05-01',
  },
} as const;

interface Sent {
  url: URL;
  method: string | undefined;
  headers: Headers;
  body: Uint8Array;
}

/** An adapter whose vendor answers with this; `sent` fills with what it was asked. */
function adapter(descriptor: (typeof descriptors)[number], respond: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const options = descriptor.options.parse({
    AZURE_VISION_ENDPOINT: 'https://mine.cognitiveservices.azure.com/',
    AZURE_VISION_KEY: key,
  });
  const provider = descriptor.create(options, {
    fetch: async (url, init) => {
      sent.push({
        url: new URL(String(url)),
        method: init?.method,
        headers: new Headers(init?.headers),
        body: init?.body as Uint8Array,
      });
      return respond();
    },
    now: () => now,
    mode: 'live',
    root: process.cwd(),
  });
  return { provider, sent };
}

let image: Buffer;
beforeAll(async () => {
  image = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#369' } })
    .jpeg()
    .toBuffer();
});

const input = (bytes: Uint8Array = image) => ({
  image: bytes,
  mime: 'image/jpeg',
  context: { takenAt: null, place: 'Lisbon', postText: 'private words' },
});

describe.each(descriptors)('$name', (descriptor) => {
  const good = answers[descriptor.name as keyof typeof answers];

  test('sends the picture and the key, nothing of the post, and returns a sentence', async () => {
    const { provider, sent } = adapter(descriptor, () => Response.json(good));
    const result = await provider.caption(input());
    expect(result).toMatchObject({
      text: 'A person riding a bicycle on a bridge.',
      confidence: 0.83,
      tags: ['outdoor', 'bicycle'],
    });
    const [{ url, method, headers, body } = {} as Sent] = sent;
    expect(method).toBe('POST');
    expect(url.origin).toBe('https://mine.cognitiveservices.azure.com');
    expect(headers.get('ocp-apim-subscription-key')).toBe(key);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(body).equals(image)).toBe(true);
    if (descriptor === azureVision4) {
      expect(url.pathname).toBe('/computervision/imageanalysis:analyze');
      expect(Object.fromEntries(url.searchParams)).toEqual({
        'api-version': '2023-10-01',
        features: 'caption,denseCaptions,tags',
        language: 'en',
        'gender-neutral-caption': 'true',
      });
      expect(result.model).toBe('image-analysis-4.0/2023-10-01');
      expect(result.dense).toContainEqual({
        text: 'a bicycle wheel',
        confidence: 0.7,
        box: [100, 300, 200, 200],
      });
    } else {
      expect(url.pathname).toBe('/vision/v3.2/describe');
      expect(url.searchParams.get('maxCandidates')).toBe('1');
      expect(result.model).toBe('computer-vision-3.2/2021-05-01');
    }
  });

  test.each([
    [401, 'Access denied for private@example.com', '401', 'credentials', false],
    [403, 'Out of call volume quota', '403', 'credentials', false],
    [404, 'Resource not found', '404', 'credentials', false],
    [429, 'Exceeded call rate limit', '429', 'rate_limited', true],
    [400, 'The image size is not allowed', 'InvalidImageSize', 'unusable_picture', false],
    [400, 'Input data is not a valid image', 'InvalidImageFormat', 'unusable_picture', false],
    [400, 'Not supported', 'NotSupportedImage', 'unusable_picture', false],
    [400, 'The feature is not supported in this region', 'NotSupportedFeature', 'not_in_region', false],
    [400, 'Bad argument', 'InvalidArgument', 'refused', false],
    [415, 'Unsupported media type', 'UnsupportedMediaType', 'unusable_picture', false],
    [408, 'Timed out', 'Timeout', 'unavailable', true],
    [500, 'Failed to process', 'FailedToProcess', 'unavailable', true],
    [503, 'Service unavailable', 'ServiceUnavailable', 'unavailable', true],
  ])('%i %s', async (status, message, vendorCode, code, retryable) => {
    const error =
      descriptor === azureVision4 && status === 400
        ? { code: 'InvalidRequest', message: 'Invalid request.', innererror: { code: vendorCode, message } }
        : { code: vendorCode, message };
    const { provider, sent } = adapter(descriptor, () =>
      Response.json({ error }, { status, headers: status === 429 ? { 'Retry-After': '26' } : {} }),
    );
    const failure = await provider.caption(input()).catch((thrown: Error) => thrown);
    expect(failure).toMatchObject({
      name: 'ProviderError',
      provider: descriptor.name,
      code,
      retryable,
      status,
      vendorCode,
      retryAfterMs: status === 429 ? 26_000 : undefined,
    });
    expect(`${failure} ${JSON.stringify(failure)}`).not.toMatch(/private|secret-key/);
    expect(sent).toHaveLength(1);
  });

  test.each<[string, () => Response]>([
    ['HTML', () => new Response('<html>gateway</html>', { headers: { 'content-type': 'text/html' } })],
    ['JSON that breaks off', () => new Response(JSON.stringify(good).slice(0, 60))],
    ['JSON of another shape', () => Response.json({ captionResult: 7, captions: 'none', description: 3 })],
    ['nine megabytes', () => new Response(`{"a":"${'x'.repeat(9_000_000)}"}`)],
  ])('an answer of %s is a bad answer, not a caption', async (_what, respond) => {
    const { provider } = adapter(descriptor, respond);
    await expect(provider.caption(input())).rejects.toMatchObject({
      code: 'bad_answer',
      provider: descriptor.name,
    });
  });

  test('a lost connection is unavailable, asked once, for Temporal to repeat', async () => {
    const { provider, sent } = adapter(descriptor, () => Promise.reject(new TypeError('fetch failed')));
    await expect(provider.caption(input())).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(sent).toHaveLength(1);
  });

  test('an empty caption is said so', async () => {
    const empty =
      descriptor === azureVision4
        ? { ...good, captionResult: { text: ' ', confidence: 0 } }
        : { ...good, description: { tags: [], captions: [] } };
    const { provider } = adapter(descriptor, () => Response.json(empty));
    await expect(provider.caption(input())).rejects.toMatchObject({ code: 'no_caption', retryable: false });
  });

  test('what the vendor would refuse is not sent', async () => {
    const { provider, sent } = adapter(descriptor, () => Response.json(good));
    const tiny = await sharp(image).resize(40, 40).jpeg().toBuffer();
    for (const bytes of [tiny, Buffer.from('not a picture'), image.subarray(0, 1500)]) {
      await expect(provider.caption(input(bytes))).rejects.toMatchObject({
        code: 'unusable_picture',
        retryable: false,
      });
    }
    expect(sent).toHaveLength(0);
  });
});

test.each(descriptors)('$name keeps the path of an endpoint behind a gateway', async (descriptor) => {
  const urls: string[] = [];
  const provider = descriptor.create(
    { AZURE_VISION_ENDPOINT: 'https://gateway.example/vision/eu', AZURE_VISION_KEY: key },
    {
      fetch: async (url) => {
        urls.push(String(url));
        return Response.json(answers[descriptor.name as keyof typeof answers]);
      },
      now: () => now,
      mode: 'live',
      root: process.cwd(),
    },
  );
  await provider.caption(input());
  const paths = {
    'azure-vision-4': '/vision/eu/computervision/imageanalysis:analyze',
    'azure-vision-3': '/vision/eu/vision/v3.2/describe',
  };
  expect(urls.map((url) => new URL(url).pathname)).toEqual([paths[descriptor.name as keyof typeof paths]]);
});

test('3.2 gets a smaller JPEG of a picture over 4 MB, and a JPEG of a WebP', async () => {
  const { provider, sent } = adapter(azureVision3, () => Response.json(answers['azure-vision-3']));
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const large = sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#000', noise } });
  const png = await large.png({ compressionLevel: 0 }).toBuffer();
  expect(png.byteLength).toBeGreaterThan(4 * 1024 * 1024);
  await provider.caption(input(png));
  await provider.caption(input(await sharp(image).webp().toBuffer()));
  for (const { body } of sent) {
    expect(body.byteLength).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect((await sharp(body).metadata()).format).toBe('jpeg');
  }
});

test('4.0 gets pictures over 16,000 pixels smaller; boxes come back in the given picture’s pixels', async () => {
  const { provider, sent } = adapter(azureVision4, () => Response.json(answers['azure-vision-4']));
  const wide = await sharp({ create: { width: 16_400, height: 820, channels: 3, background: '#369' } })
    .jpeg()
    .toBuffer();
  const { dense } = await provider.caption(input(wide));
  expect((await sharp(sent[0]!.body).metadata()).width).toBe(1600);
  expect(dense[1]!.box).toEqual([1025, 3075, 2050, 2050]);
});

test('a wrong endpoint is refused when the settings are read', () => {
  const parse = (url: string) =>
    azureVision4.options.safeParse({ AZURE_VISION_ENDPOINT: url, AZURE_VISION_KEY: key }).success;
  expect(parse('https://mine.cognitiveservices.azure.com')).toBe(true);
  expect(parse('mine.cognitiveservices.azure.com')).toBe(false);
  expect(parse('ftp://mine.cognitiveservices.azure.com')).toBe(false);
});
