import { expect, test } from '@jest/globals';
import { createCaptioner } from '../../providers/caption/caption-photo.ts';
import type { CaptionProvider, CaptionResult } from '../../providers/caption/caption-provider.ts';
import { ProviderError } from '../../providers/errors.ts';

const input = {
  image: new Uint8Array(),
  mime: 'image/jpeg',
  context: { takenAt: null, place: null, postText: null },
};

/** A captioner that says its name, or throws what `fault` holds; counts how often it was asked. */
function fake(name: CaptionProvider['name']) {
  const state = {
    name,
    asked: 0,
    closed: false,
    fault: null as unknown,
    async caption(): Promise<CaptionResult> {
      state.asked++;
      if (state.fault) throw state.fault;
      return { text: `By ${name}.`, model: 'm', confidence: 0.5, dense: [], tags: [] };
    },
    async close() {
      state.closed = true;
    },
  };
  return state;
}

const error = (code: string, retryable: boolean, retryAfterMs?: number) =>
  new ProviderError({ provider: 'azure-vision-4', code, message: code, retryable, retryAfterMs });

function setUp() {
  const vendor = fake('azure-vision-4');
  const local = fake('local');
  const clock = { ms: 1_000_000 };
  const captioner = createCaptioner([vendor, local], () => clock.ms);
  return { vendor, local, clock, captioner };
}

test('the preferred captioner answers and is named as the source', async () => {
  const { captioner, local } = setUp();
  await expect(captioner.caption(input, { lastAttempt: false })).resolves.toEqual({
    caption: {
      text: 'By azure-vision-4.',
      model: 'm',
      confidence: 0.5,
      dense: [],
      tags: [],
      source: 'azure-vision-4',
    },
    problems: [],
  });
  expect(local.asked).toBe(0);
});

test('a passing fault is thrown so that the better captioner gets another chance; the last attempt goes on', async () => {
  const { captioner, vendor, local } = setUp();
  vendor.fault = error('rate_limited', true, 7000);
  await expect(captioner.caption(input, { lastAttempt: false })).rejects.toMatchObject({
    retryAfterMs: 7000,
  });
  expect(local.asked).toBe(0);
  await expect(captioner.caption(input, { lastAttempt: true })).resolves.toMatchObject({
    caption: { source: 'local' },
    problems: [{ provider: 'azure-vision-4', code: 'rate_limited' }],
  });
  vendor.fault = null;
  await expect(captioner.caption(input, { lastAttempt: false })).resolves.toMatchObject({
    caption: { source: 'azure-vision-4' },
  });
});

test('a lasting fault goes on at once', async () => {
  const { captioner, vendor } = setUp();
  vendor.fault = error('unusable_picture', false);
  await expect(captioner.caption(input, { lastAttempt: false })).resolves.toMatchObject({
    caption: { text: 'By local.', source: 'local' },
    problems: [{ provider: 'azure-vision-4', code: 'unusable_picture' }],
  });
  expect(vendor.asked).toBe(1);
});

test('with all failed the caption is empty and each reason is told', async () => {
  const { captioner, vendor, local } = setUp();
  vendor.fault = error('no_caption', false);
  local.fault = error('crashed', true);
  await expect(captioner.caption(input, { lastAttempt: true })).resolves.toEqual({
    caption: null,
    problems: [
      { provider: 'azure-vision-4', code: 'no_caption' },
      { provider: 'local', code: 'crashed' },
    ],
  });
});

test('a wrong key is tried once in five minutes, not once a photo', async () => {
  const { captioner, vendor, clock } = setUp();
  vendor.fault = error('credentials', false);
  for (let photo = 0; photo < 3; photo++) {
    await expect(captioner.caption(input, { lastAttempt: false })).resolves.toMatchObject({
      caption: { source: 'local' },
      problems: [{ provider: 'azure-vision-4', code: 'credentials' }],
    });
  }
  expect(vendor.asked).toBe(1);
  vendor.fault = null;
  clock.ms += 300_000;
  await expect(captioner.caption(input, { lastAttempt: false })).resolves.toMatchObject({
    caption: { source: 'azure-vision-4' },
    problems: [],
  });
});

test('an outage costs one photo its attempts; the others go on at once for a minute', async () => {
  const { captioner, vendor, clock } = setUp();
  vendor.fault = error('unavailable', true);
  await expect(captioner.caption(input, { lastAttempt: false })).rejects.toMatchObject({
    code: 'unavailable',
  });
  await captioner.caption(input, { lastAttempt: true });
  await expect(captioner.caption(input, { lastAttempt: false })).resolves.toMatchObject({
    caption: { source: 'local' },
  });
  expect(vendor.asked).toBe(2);
  clock.ms += 60_000;
  await expect(captioner.caption(input, { lastAttempt: false })).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('a mistake in our own code is seen, and at last becomes a problem, not a lost photo', async () => {
  const { captioner, vendor } = setUp();
  vendor.fault = new TypeError('x is undefined');
  await expect(captioner.caption(input, { lastAttempt: false })).rejects.toThrow(TypeError);
  await expect(captioner.caption(input, { lastAttempt: true })).resolves.toMatchObject({
    caption: { source: 'local' },
    problems: [{ provider: 'azure-vision-4', code: 'internal' }],
  });
});

test('cancellation stops the chain, even at the last attempt', async () => {
  const { captioner, vendor, local } = setUp();
  const stop = new AbortController();
  stop.abort(new Error('cancelled'));
  vendor.fault = new Error('the request broke off');
  await expect(captioner.caption(input, { lastAttempt: true, signal: stop.signal })).rejects.toThrow(
    'cancelled',
  );
  expect(local.asked).toBe(0);
});

test('no captioner at all is an empty caption', async () => {
  const captioner = createCaptioner([], () => 0);
  await expect(captioner.caption(input, { lastAttempt: false })).resolves.toEqual({
    caption: null,
    problems: [],
  });
});

test('closing closes each captioner', async () => {
  const { captioner, vendor, local } = setUp();
  await captioner.close();
  expect([vendor.closed, local.closed]).toEqual([true, true]);
});
