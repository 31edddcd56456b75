import sharp from 'sharp';
import { hashText } from '../core/make-random.ts';
import type { Picture } from '../people/types.ts';

const longestComment = 65_533;
const bases = new Map<string, Promise<Buffer>>();

/**
 * A valid JPEG of about `picture.bytes`, without encoding one each time: a plain picture, with comment segments
 * of noise that follows from the picture's key. Every key gives other bytes.
 */
export async function makeFiller(picture: Picture): Promise<Buffer> {
  const plain = await readBase(picture);
  const parts: Buffer[] = [plain.subarray(0, 2)];
  let left = Math.max(64, (picture.bytes ?? 0) - plain.length);
  let state = hashText(picture.key) || 1;
  while (left > 0) {
    const length = Math.min(longestComment, Math.max(left - 4, 60));
    const segment = Buffer.allocUnsafe(length + 4);
    segment.writeUInt16BE(0xfffe, 0);
    segment.writeUInt16BE(length + 2, 2);
    const noise = new Int32Array(Math.ceil(length / 4));
    for (let i = 0; i < noise.length; i += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      noise[i] = state;
    }
    Buffer.from(noise.buffer).copy(segment, 4);
    parts.push(segment);
    left -= segment.length;
  }
  return Buffer.concat([...parts, plain.subarray(2)]);
}

/** One plain picture of each size. */
function readBase({ width, height }: Picture): Promise<Buffer> {
  const size = `${width}x${height}`;
  const base =
    bases.get(size) ??
    sharp({ create: { width, height, channels: 3, background: '#7a9e9f' } })
      .jpeg({ quality: 60 })
      .toBuffer();
  bases.set(size, base);
  return base;
}
