import { createHash } from 'node:crypto';
import type { Request } from 'express';
import sharp from 'sharp';
import { AzureError, invalid } from './azure-error.ts';

export interface Limits {
  maxBytes: number;
  minPixels: number;
  maxPixels: number;
  formats: string[];
}

export interface GivenImage {
  bytes: Buffer;
  width: number;
  height: number;
  /** As Azure writes it: Jpeg, Png, … */
  format: string;
  sha256: string;
}

const fetchTimeoutMs = 10_000;

/** The image of a request, as bytes or by `{url}`; each limit has the vendor's own code. */
export async function readImage(req: Request, limits: Limits): Promise<GivenImage> {
  const type = req.headers['content-type'] ?? '';
  const isJson = type.startsWith('application/json');
  const isBytes = type.startsWith('application/octet-stream') || type.startsWith('image/');
  if (!isJson && !isBytes) {
    throw new AzureError(
      415,
      'UnsupportedMediaType',
      'Content-Type must be application/json, application/octet-stream or image/*.',
    );
  }
  const body = await readBody(req, limits.maxBytes + 1);
  const bytes = isJson ? await fetchImage(urlOf(body), limits.maxBytes + 1) : body;
  if (bytes.length === 0) throw invalid('InvalidImageFormat', 'The image is empty.');
  if (bytes.length > limits.maxBytes) {
    throw invalid('InvalidImageSize', `The image is too large: at most ${limits.maxBytes / 1024 / 1024} MB.`);
  }
  const image = sharp(bytes, { failOn: 'truncated', limitInputPixels: 300_000_000 });
  const metadata = await image.metadata().catch(() => undefined);
  if (metadata === undefined)
    throw invalid('InvalidImageFormat', 'The image format is not supported or the data is damaged.');
  if (!limits.formats.includes(metadata.format))
    throw invalid('NotSupportedImage', `The format ${metadata.format} is not supported.`);
  const { width, height } = metadata.autoOrient;
  if (Math.min(width, height) < limits.minPixels || Math.max(width, height) > limits.maxPixels) {
    throw invalid(
      'InvalidImageSize',
      `The image must be ${limits.minPixels} to ${limits.maxPixels} pixels wide and high.`,
    );
  }
  await image.stats().catch(() => {
    throw invalid('InvalidImageFormat', 'The image data is damaged.');
  });
  const format = metadata.format.charAt(0).toUpperCase() + metadata.format.slice(1);
  return { bytes, width, height, format, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Reads no more than `most` bytes into memory; the rest is let go by. */
async function readBody(stream: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (length < most) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

function urlOf(body: Buffer): string {
  try {
    const { url } = JSON.parse(body.toString()) as { url?: unknown };
    if (typeof url === 'string' && /^https?:\/\//.test(url) && URL.canParse(url)) return url;
  } catch {
    throw invalid('BadArgument', 'The body is not valid JSON.');
  }
  throw invalid('InvalidImageUrl', 'The image URL is not a valid http or https address.');
}

async function fetchImage(url: string, most: number): Promise<Buffer> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs) });
    if (answer.ok && answer.body !== null)
      return await readBody(answer.body as AsyncIterable<Uint8Array>, most);
  } catch (error) {
    if ((error as Error).name === 'TimeoutError')
      throw invalid('Timeout', 'The image could not be fetched in time.');
  }
  throw invalid('InvalidImageUrl', 'The image URL is not accessible.');
}
