import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { CaptionInput, CaptionProvider } from '../../providers/caption/caption-provider.ts';

export interface CaptionSubject {
  provider: CaptionProvider;
  /** The next request meets this fault of the sandbox. */
  fail: (fault: Record<string, unknown>) => Promise<void>;
  close(): Promise<void>;
}

export interface CaptionSuite {
  start: () => Promise<CaptionSubject>;
  /** Served over the network, so that the network's faults apply. */
  isRemote: boolean;
  /** A real photograph and what its sentence must speak of. */
  photograph: () => Promise<{ image: Uint8Array; about: RegExp }>;
}

const secrets = { place: 'Secret Lane 7', postText: 'Call me at +351 555 0100' };

/** What every captioner keeps, on this machine or at a vendor: the same suite runs over all. */
export function describeCaptioner(name: string, suite: CaptionSuite): void {
  describe(`captioner ${name}`, () => {
    let subject: CaptionSubject;
    let photograph: { image: Uint8Array; about: RegExp };
    const input = (image: Uint8Array): CaptionInput => ({
      image,
      mime: 'image/jpeg',
      context: { takenAt: '2016-07-10T10:00:00Z', ...secrets },
    });

    beforeAll(async () => {
      [subject, photograph] = await Promise.all([suite.start(), suite.photograph()]);
    }, 60_000);
    afterAll(async () => {
      await subject?.provider.close?.();
      await subject?.close();
    });

    test('a photograph gets one sentence with its evidence', async () => {
      expect(subject.provider.name).toBe(name);
      const result = await subject.provider.caption(input(photograph.image));
      expect(result.text).toMatch(/^\p{Lu}[^\n]*[.!?…]$/u);
      expect(result.text).toMatch(photograph.about);
      expect(result.model).toMatch(/^[\w.-]+\/[\w.-]+$/);
      if (result.confidence !== null) expect(result.confidence).toBeGreaterThan(0);
      if (result.confidence !== null) expect(result.confidence).toBeLessThanOrEqual(1);
      expect(result.tags.length).toBeGreaterThan(0);
      const { width, height } = await sharp(photograph.image).metadata();
      for (const { text, confidence, box } of result.dense) {
        expect(text).not.toBe('');
        expect(confidence).toBeLessThanOrEqual(1);
        const [x, y, w, h] = box;
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(w, h)).toBeGreaterThan(0);
        expect(x + w).toBeLessThanOrEqual(width);
        expect(y + h).toBeLessThanOrEqual(height);
      }
    });

    test('the same photograph gets the same caption', async () => {
      const [first, second] = await Promise.all([
        subject.provider.caption(input(photograph.image)),
        subject.provider.caption(input(photograph.image)),
      ]);
      expect(second).toEqual(first);
    });

    test.each<[string, () => Promise<Uint8Array>]>([
      ['something else', async () => Buffer.from('<html>not a picture</html>')],
      ['nothing', async () => new Uint8Array()],
      ['a JPEG that breaks off', async () => photograph.image.subarray(0, photograph.image.byteLength / 3)],
    ])('%s is an unusable picture, finally, without the post’s words in the error', async (_what, make) => {
      const image = await make();
      const error = await subject.provider.caption(input(image)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name: 'ProviderError',
        provider: name,
        code: 'unusable_picture',
        retryable: false,
        outcome: 'failed',
      });
      const { message, stack } = error as Error;
      expect(`${message} ${stack} ${JSON.stringify(error)}`).not.toMatch(/Secret Lane|555 0100/);
    });

    test('a large picture in another format is taken', async () => {
      const image = await sharp(photograph.image).resize(5000, 4000, { fit: 'fill' }).png().toBuffer();
      const { text } = await subject.provider.caption({ ...input(image), mime: 'image/png' });
      expect(text).toMatch(/^\p{Lu}/u);
    }, 30_000);

    test('a cancelled caption stops with the reason, and the next one works', async () => {
      const stop = new AbortController();
      const stopped = subject.provider.caption(input(photograph.image), stop.signal);
      stop.abort(new Error('cancelled by the user'));
      await expect(stopped).rejects.toThrow('cancelled by the user');
      await expect(subject.provider.caption(input(photograph.image), stop.signal)).rejects.toThrow(
        'cancelled by the user',
      );
      await expect(subject.provider.caption(input(photograph.image))).resolves.toMatchObject({
        text: expect.any(String),
      });
    });

    if (!suite.isRemote) return;
    test.each<[string, Record<string, unknown>, object]>([
      ['a rate limit', { kind: 'rate-limit', retryAfter: 7 }, { code: 'rate_limited', retryAfterMs: 7000 }],
      ['an outage', { kind: 'status', status: 503 }, { code: 'unavailable', status: 503 }],
      ['an answer that breaks off', { kind: 'truncate' }, { provider: name }],
      [
        'a connection lost after the request',
        { kind: 'drop-after-accept' },
        { code: 'unavailable', outcome: 'unknown' },
      ],
      ['a page instead of an answer', { kind: 'html' }, { code: 'bad_answer' }],
    ])('%s is told as such, can be repeated, and is asked once', async (_what, fault, expected) => {
      await subject.fail({ ...fault, count: 1 });
      await expect(subject.provider.caption(input(photograph.image))).rejects.toMatchObject({
        name: 'ProviderError',
        retryable: true,
        ...expected,
      });
      await expect(subject.provider.caption(input(photograph.image))).resolves.toMatchObject({
        text: expect.any(String),
      });
    });
  });
}
