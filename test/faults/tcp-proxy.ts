import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Socket } from 'node:net';

/** What a connection suffers on its way; changed while it runs. */
export interface Trouble {
  /** Each piece of the answer waits this long, more or less by `jitterMs`. */
  delayMs?: number;
  jitterMs?: number;
  /** Connections are reset after this many bytes from the client. */
  cutAfterBytes?: number;
  /** How many connections are cut; absent = every one. */
  cuts?: number;
}

export interface TcpProxy {
  port: number;
  set(trouble: Trouble): void;
  /** How often it delayed or cut something since the last `set`. */
  fired(): number;
  close(): Promise<void>;
}

/** A wire between a client and a server of this machine that can be made bad. */
export async function startProxy(targetPort: number): Promise<TcpProxy> {
  let trouble: Trouble = {};
  let fired = 0;
  let cuts = 0;
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = dial(targetPort, '127.0.0.1');
    let sent = 0;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.setNoDelay(true);
      const other = socket === client ? upstream : client;
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      // Told by 'close', too: the other side then sees the same.
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (chunk) => {
      sent += chunk.length;
      const { cutAfterBytes, cuts: mostCuts = Number.POSITIVE_INFINITY } = trouble;
      if (cutAfterBytes !== undefined && sent > cutAfterBytes && cuts < mostCuts) {
        cuts += 1;
        fired += 1;
        // What came so far has been passed on: the server sees a body that stops in the middle.
        upstream.resetAndDestroy();
        client.resetAndDestroy();
        return;
      }
      if (!upstream.write(chunk)) {
        client.pause();
        upstream.once('drain', () => client.resume());
      }
    });
    client.on('end', () => upstream.end());

    // Pieces of an answer stay in their order however long each waits.
    let last = Promise.resolve();
    upstream.on('data', (chunk) => {
      const { delayMs = 0, jitterMs = 0 } = trouble;
      if (delayMs > 0) fired += 1;
      const wait = delayMs + (Math.random() * 2 - 1) * jitterMs;
      last = last.then(async () => {
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if (!client.destroyed) client.write(chunk);
      });
    });
    upstream.on('end', () => void last.then(() => client.end()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      trouble = next;
      fired = 0;
      cuts = 0;
    },
    fired: () => fired,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
