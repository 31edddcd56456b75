import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext } from './core/create-context.ts';
import { createApp } from './create-app.ts';
import { startSmtp } from './mail/start-smtp.ts';

export interface SandboxOptions {
  /** 0 or absent: a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** 0 or absent: a free port. */
  smtpPort?: number;
  /** Where state, ledger and images are kept; absent: in memory only. */
  dataDir?: string;
  /** Default 1. The same seed gives the same people, photos and texts. */
  seed?: number;
  /** Milliseconds since 1970; default the real clock. */
  now?: () => number;
  /** Added to every answer of a vendor; default 0. */
  latencyMs?: number;
}

export interface RunningSandbox {
  /** `http://host:port`, without a trailing slash. */
  url: string;
  /** `smtp://host:port`. */
  smtpUrl: string;
  close(): Promise<void>;
}

/** Starts the outside world on a loopback port: vendors over HTTP, hosted pages, mailbox, controls. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const host = options.host ?? '127.0.0.1';
  const context = createContext({
    seed: options.seed ?? 1,
    now: options.now ?? Date.now,
    dataDir: options.dataDir,
    latencyMs: options.latencyMs ?? 0,
  });
  const smtp = await startSmtp(context, host, options.smtpPort ?? 0);
  const server = createServer(createApp(context, smtp.url));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, host, resolve);
    });
  } catch (error) {
    await smtp.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    smtpUrl: smtp.url,
    async close() {
      await smtp.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      context.ledger.close();
      context.store.close();
      context.library.close();
    },
  };
}
