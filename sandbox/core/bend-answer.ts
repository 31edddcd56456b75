import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Response } from 'express';

/** A whole answer, kept back before a byte of it went out. */
export interface HeldAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/**
 * Lets a handler answer as ever, but keeps the answer back and gives it to `release`. The handler's
 * effects (ledger, tokens, mails) have happened by then, as when only the answer is lost.
 */
export function holdAnswer(res: Response, release: (answer: HeldAnswer, res: Response) => void): void {
  const chunks: Buffer[] = [];
  const write = res.write.bind(res);
  const end = res.end.bind(res);
  const keep = (chunk: unknown, encoding?: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, (encoding as BufferEncoding) ?? 'utf8'));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const held = {
    write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
      keep(chunk, encoding);
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof done === 'function') process.nextTick(done as () => void);
      return true;
    },
    end(chunk?: unknown, encoding?: unknown): Response {
      keep(chunk, encoding);
      Object.assign(res, { write, end });
      release({ status: res.statusCode, headers: res.getHeaders(), body: Buffer.concat(chunks) }, res);
      return res;
    },
  };
  Object.assign(res, held);
}

/** Says the full length, sends half, breaks the connection. */
export function sendTruncated(answer: HeldAnswer, res: Response): void {
  res.removeHeader('transfer-encoding');
  res.setHeader('content-length', answer.body.length);
  res.flushHeaders();
  res.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => res.socket?.destroy());
}

/** A complete answer of JSON that stops in the middle. */
export function sendMalformed(answer: HeldAnswer, res: Response): void {
  const half = answer.body.subarray(0, Math.max(1, Math.floor(answer.body.length / 2)));
  res.removeHeader('etag');
  res.setHeader('content-length', half.length);
  res.end(half);
}

/** Sends the body at about `bytesPerSecond`, in ten pieces a second; gives up when the client does. */
export function sendSlowly(answer: HeldAnswer, res: Response, bytesPerSecond: number): void {
  res.removeHeader('transfer-encoding');
  res.setHeader('content-length', answer.body.length);
  const piece = Math.max(1, Math.round(bytesPerSecond / 10));
  let sent = 0;
  const timer = setInterval(() => {
    res.write(answer.body.subarray(sent, sent + piece));
    sent += piece;
    if (sent < answer.body.length) return;
    clearInterval(timer);
    res.end();
  }, 100);
  res.on('close', () => clearInterval(timer));
}

/** A status of 200 and blanks, as fast as the client takes them, without saying how many there will be. */
export function sendEndless(res: Response, bytes: number): void {
  const piece = Buffer.alloc(65_536, ' ');
  res.status(200).type('json');
  Readable.from(
    (function* pieces() {
      for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
    })(),
  ).pipe(res);
}
