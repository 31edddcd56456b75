import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch, type Response } from 'undici';

export interface Http {
  json<T>(url: string, headers?: Record<string, string>): Promise<T>;
  text(url: string, headers?: Record<string, string>): Promise<{ body: string; type: string }>;
  /** Saves a file; `sha256` (hex) is checked when given. */
  save(
    url: string,
    path: string,
    options: { sha256?: string; progress?: (text: string) => void },
  ): Promise<void>;
}

/** An unreachable host must not keep the next source waiting: 5 s to connect, 30 s without a byte. */
const patience = { connect: { timeout: 5_000 }, headersTimeout: 15_000, bodyTimeout: 30_000 };

/** A client that honours HTTP_PROXY and its like; credentials in an address become a header. */
export function createHttp(env: NodeJS.ProcessEnv, limits = patience): Http {
  const proxied = env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy;
  const dispatcher: Dispatcher = proxied ? new EnvHttpProxyAgent(limits) : new Agent(limits);

  async function get(address: string, headers: Record<string, string> = {}): Promise<Response> {
    const url = new URL(address);
    const login = url.username
      ? {
          authorization: `Basic ${Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64')}`,
        }
      : {};
    url.username = '';
    url.password = '';
    const answer = await fetch(url, { dispatcher, headers: { ...headers, ...login } });
    if (!answer.ok) throw new Error(`${url.host} answered ${answer.status}`);
    return answer;
  }

  return {
    json: async <T>(url: string, headers?: Record<string, string>) =>
      (await (await get(url, headers)).json()) as T,
    text: async (url, headers) => {
      const answer = await get(url, headers);
      return { body: await answer.text(), type: answer.headers.get('content-type') ?? '' };
    },
    save: async (url, path, { sha256, progress }) => {
      const answer = await get(url);
      if (!answer.body) throw new Error('the answer is empty');
      const hash = createHash('sha256');
      const total = Number(answer.headers.get('content-length'));
      const report = progress ? everyFewSeconds(progress) : undefined;
      let bytes = 0;
      const watch = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          bytes += chunk.length;
          report?.(`${megabytes(bytes)}${total ? ` of ${megabytes(total)}` : ''} MB`);
          done(null, chunk);
        },
      });
      await pipeline(Readable.fromWeb(answer.body), watch, createWriteStream(path));
      if (total && bytes !== total) throw new Error(`${bytes} of ${total} bytes came`);
      if (sha256 && hash.digest('hex') !== sha256.toLowerCase()) throw new Error('the hash does not match');
    },
  };
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

function everyFewSeconds(report: (text: string) => void): (text: string) => void {
  let last = Date.now();
  return (text) => {
    if (Date.now() - last < 3_000) return;
    last = Date.now();
    report(text);
  };
}

/** The innermost reason of a failed request: `fetch failed` alone helps nobody. */
export function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner instanceof Error ? inner.message : String(inner);
}
