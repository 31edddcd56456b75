import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogFile } from './log-file.ts';
import { waitUntil } from './wait-until.ts';

export interface ProcessSpec {
  /** Also the name of its log: `logs/<name>.log`. */
  name: string;
  command: string;
  args: string[];
  env: Record<string, string | undefined>;
  /** One of our own processes: it tells by message when it is ready, and ends when the channel closes. */
  ipc?: boolean;
  /** Settings that are final only later: the process is started ahead and gets them as the message `{settings}`. */
  settings?: () => Promise<Record<string, string>>;
  /** Null while the process is not usable yet. Own processes leave it out: their message counts. */
  ready?: () => Promise<true | null>;
  /** Throws when the process no longer works although it runs; asked every few seconds. */
  probe?: () => Promise<void>;
  readyTimeoutMs?: number;
  /** How long it may take to end by itself after SIGTERM. */
  stopTimeoutMs?: number;
}

/** One run of a process, from its start to its end. */
export interface Running {
  child: ChildProcess;
  /** Resolves with the reason in words when the process has ended. */
  exited: Promise<string>;
  /** Rejects with the end of the log when the process ends first, or takes too long. */
  ready: Promise<void>;
  /** What the process said with its message `{type:'ready', …}`; null before. */
  message: () => Record<string, unknown> | null;
  /** SIGTERM, then SIGKILL after the time that the spec allows. */
  end: () => Promise<void>;
}

export function launchProcess(spec: ProcessSpec, log: LogFile): Running {
  log.write(`--- ${new Date().toISOString()} start of ${spec.name}\n`);
  const child = spawn(spec.command, spec.args, {
    env: spec.settings ? { ...spec.env, PERENNIAL_SETTINGS: 'message' } : spec.env,
    stdio: ['ignore', 'pipe', 'pipe', spec.ipc ? 'ipc' : 'ignore'],
    // A group of its own: Ctrl-C in the terminal reaches us alone, and we stop things in their order.
    detached: true,
  });
  child.stdout?.on('data', log.write);
  child.stderr?.on('data', log.write);

  let message: Record<string, unknown> | null = null;
  child.on('message', (content: Record<string, unknown>) => {
    if (content?.type === 'ready') message = content;
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });

  async function sendSettings(): Promise<void> {
    const settings = await spec.settings?.();
    // A process that has ended meanwhile is reported as such.
    if (settings && child.connected) child.send({ settings }, () => undefined);
  }

  async function untilReady(): Promise<void> {
    const over = new AbortController();
    const timeoutMs = spec.readyTimeoutMs ?? 120_000;
    const usable = sendSettings().then(() =>
      waitUntil(spec.ready ?? (() => (message ? true : null)), {
        timeoutMs,
        everyMs: 25,
        signal: over.signal,
        onTimeout: (last) => describe(`is not ready after ${timeoutMs / 1000} s${last ? ` (${last})` : ''}`),
      }),
    );
    const failed = exited.then((reason) => {
      throw describe(reason);
    });
    try {
      await Promise.race([usable, failed]);
    } finally {
      over.abort();
      await Promise.race([usable, undefined]).catch(() => undefined);
      failed.catch(() => undefined);
    }
  }

  const describe = (what: string) =>
    new Error(`${spec.name} ${what}\n${log.tail(15)}\n(the whole log: ${log.path})`);

  async function end(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill('SIGTERM');
    const inTime = new AbortController();
    delay(spec.stopTimeoutMs ?? 10_000, undefined, { signal: inTime.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined, // it ended in time
    );
    await exited;
    inTime.abort();
  }

  return { child, exited, ready: untilReady(), message: () => message, end };
}
