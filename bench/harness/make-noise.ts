import { randomBytes } from 'node:crypto';

let noise: Buffer | undefined;

/** Bytes that nothing compresses; another `seed` gives others. Cheap: a window over one block of noise, numbered. */
export function makeNoise(bytes: number, seed: number): Buffer {
  noise ??= randomBytes(1 << 20);
  const content = Buffer.allocUnsafe(bytes);
  for (let at = 0; at < bytes; at += noise.length)
    noise.copy(content, at, 0, Math.min(noise.length, bytes - at));
  content.writeUInt32LE(seed, 0);
  return content;
}
