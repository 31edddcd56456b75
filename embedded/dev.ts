import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createServer as createViteServer } from 'vite';
import { projectRoot } from './paths.ts';
import { workerProcesses } from './services/own-processes.ts';
import { startStack } from './start-stack.ts';

const run = promisify(execFile);
const sources = ['activities', 'api', 'domains', 'providers', 'runtime', 'schemas', 'workers', 'workflows'];
const workers = workerProcesses.map(({ name }) => name);

interface DevOptions {
  home: string;
  port: number;
  log: (line: string) => void;
  interrupted: AbortSignal;
}

/**
 * The stack for working on the code: a change of the sources builds them and starts API and workers again; the pages
 * come from Vite with live reload, on the port behind the API's own eight.
 */
export async function develop({ home, port, log, interrupted }: DevOptions): Promise<void> {
  const pagePort = port + 10;
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${pagePort}`,
  };
  const stack = await startStack({ home, port, env, log, signal: interrupted });
  // A server of our own around Vite: Vite's would end this process at SIGTERM, before the stack is stopped.
  const listener = createServer();
  const pages = await createViteServer({
    configFile: join(projectRoot, 'web', 'vite.config.ts'),
    server: {
      middlewareMode: true,
      ws: { server: listener },
      proxy: { '/api': { target: `http://localhost:${port}`, changeOrigin: false } },
    },
  });
  listener.on('request', pages.middlewares);
  listener.listen(pagePort);
  await once(listener, 'listening');

  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let building = Promise.resolve();
  const note = (folder: string) => {
    changed.add(folder);
    clearTimeout(timer);
    timer = setTimeout(() => {
      building = building.then(reload);
    }, 200);
  };

  async function reload(): Promise<void> {
    const folders = new Set(changed);
    changed.clear();
    try {
      await run(process.execPath, [join(projectRoot, 'scripts/bootstrap.mjs'), 'build', 'server']);
    } catch (error) {
      log((error as { stderr?: string }).stderr?.trim() ?? String(error));
      return;
    }
    const names = new Set(['api', ...workers, ...(folders.has('sandbox') ? ['sandbox'] : [])]);
    await Promise.all(
      stack
        .processes()
        .filter(({ name }) => names.has(name))
        .map((one) => one.restart()),
    );
  }

  const watchers = [...sources, 'sandbox'].map((folder) =>
    watch(join(projectRoot, folder), { recursive: true }, () => note(folder)),
  );
  log(`pages with live reload: http://localhost:${pagePort}`);
  try {
    if (!interrupted.aborted) await once(interrupted, 'abort');
  } finally {
    for (const watcher of watchers) watcher.close();
    clearTimeout(timer);
    await building;
    listener.close();
    listener.closeAllConnections();
    await pages.close();
    await stack.stop();
  }
}
