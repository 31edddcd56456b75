import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { invalid } from './azure-error.ts';
import { type Description, describeImage } from './describe-image.ts';
import { type GivenImage, type Limits, readImage } from './read-image.ts';

interface Answered {
  answer: object;
  sha256: string;
}

const limits4: Limits = {
  maxBytes: 20 * 1024 * 1024,
  minPixels: 50,
  maxPixels: 16_000,
  formats: ['jpeg', 'png', 'gif', 'webp', 'tiff'],
};
const limits3: Limits = {
  maxBytes: 4 * 1024 * 1024,
  minPixels: 50,
  maxPixels: 10_000,
  formats: ['jpeg', 'png', 'gif'],
};
const versions = ['2023-02-01-preview', '2023-10-01', '2024-02-01'];
const features = ['caption', 'densecaptions', 'tags'];

/** Image Analysis 4.0 `imageanalysis:analyze`: the features caption, denseCaptions and tags. */
export async function analyze(context: SandboxContext, req: Request): Promise<Answered> {
  const query = req.query as Record<string, string | undefined>;
  if (!versions.includes(query['api-version'] ?? '')) {
    throw invalid('BadArgument', `api-version must be one of ${versions.join(', ')}.`);
  }
  const wanted = (query.features ?? '').split(',').map((name) => name.trim().toLowerCase());
  const unknown = wanted.filter((name) => !features.includes(name));
  if (unknown.length > 0)
    throw invalid('NotSupportedFeature', `features not offered: "${unknown.join(', ')}".`);
  if ((query.language ?? 'en') !== 'en')
    throw invalid('NotSupportedLanguage', 'Captions are offered in English only.');
  const image = await readImage(req, limits4);
  const seen = await describeImage(context, image.bytes, query['gender-neutral-caption'] === 'true');
  const answer = {
    modelVersion:
      query['model-version'] === undefined || query['model-version'] === 'latest'
        ? '2023-10-01'
        : query['model-version'],
    metadata: { width: image.width, height: image.height },
    ...(wanted.includes('caption') ? { captionResult: seen.caption } : {}),
    ...(wanted.includes('densecaptions')
      ? { denseCaptionsResult: { values: denseCaptions(seen, image) } }
      : {}),
    ...(wanted.includes('tags') ? { tagsResult: { values: seen.tags } } : {}),
  };
  return { answer, sha256: image.sha256 };
}

/** 3.2 `describe`. */
export async function describe(context: SandboxContext, req: Request): Promise<Answered> {
  const query = req.query as Record<string, string | undefined>;
  const most = Number(query.maxCandidates ?? 1);
  if (!Number.isInteger(most) || most < 1)
    throw invalid('BadArgument', 'maxCandidates must be a whole number from 1.');
  if (!['en', 'es', 'ja', 'pt', 'zh'].includes(query.language ?? 'en')) {
    throw invalid('NotSupportedLanguage', 'The language is not supported.');
  }
  const image = await readImage(req, limits3);
  const seen = await describeImage(context, image.bytes, false);
  const answer = {
    description: { tags: seen.tags.map(({ name }) => name), captions: [seen.caption] },
    requestId: randomUUID(),
    metadata: { height: image.height, width: image.width, format: image.format },
    modelVersion: '2021-05-01',
  };
  return { answer, sha256: image.sha256 };
}

/** The whole image first, then its regions, boxes in pixels. */
function denseCaptions(seen: Description, { width, height }: GivenImage): object[] {
  const whole = { ...seen.caption, boundingBox: { x: 0, y: 0, w: width, h: height } };
  const regions = seen.regions.map(({ text, confidence, box }) => ({
    text,
    confidence,
    boundingBox: {
      x: Math.round(box.x * width),
      y: Math.round(box.y * height),
      w: Math.round(box.w * width),
      h: Math.round(box.h * height),
    },
  }));
  return [whole, ...regions];
}
