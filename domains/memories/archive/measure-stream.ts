import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

export interface Measured {
  bytes: number;
  /** In hex. */
  sha256: string;
}

/** A stream that passes everything on and, at its end, tells how much it was and its SHA-256. */
export function measureStream(onEnd: (measured: Measured) => void): Transform {
  const hash = createHash('sha256');
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
    flush(done) {
      onEnd({ bytes, sha256: hash.digest('hex') });
      done();
    },
  });
}
