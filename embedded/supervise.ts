import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launchProcess, type ProcessSpec, type Running } from './launch-process.ts';
import { openLog } from './log-file.ts';

export type ProcessState = 'starting' | 'ready' | 'restarting' | 'stopped';

export interface Supervised {
  name: string;
  pid: () => number | undefined;
  state: () => ProcessState;
  restarts: () => number;
  message: () => Record<string, unknown>;
  /** Ends it on purpose and starts it again, for a changed build. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface SuperviseOptions {
  logDir: string;
  log: (line: string) => void;
  /** Called with every change of process id or state. */
  onChange?: () => void;
  /** Gives up the first start. */
  signal?: AbortSignal;
  /** Tests shorten these. */
  backoff?: { firstMs: number; maxMs: number };
  probeEveryMs?: number;
  probeFailures?: number;
}

/** A process that ran this long was healthy: its next failure starts again with the shortest pause. */
const healthyAfterMs = 60_000;

/**
 * Starts a process and keeps it running: after an unexpected exit, or a probe failing for about a minute, it is started
 * again after 0.25 s, 0.5 s, … 30 s. Rejects when the very first start fails, with the end of the log.
 */
export async function supervise(spec: ProcessSpec, options: SuperviseOptions): Promise<Supervised> {
  const { firstMs, maxMs } = options.backoff ?? { firstMs: 250, maxMs: 30_000 };
  const log = openLog(join(options.logDir, `${spec.name}.log`));
  const stopping = new AbortController();
  let state: ProcessState = 'starting';
  let wanted = false;
  let restarts = 0;
  let pause = firstMs;

  const change = (next: ProcessState) => {
    state = next;
    options.onChange?.();
  };

  let current: Running = launchProcess(spec, log);
  options.onChange?.();
  const giveUp = () => current.child.kill('SIGTERM');
  options.signal?.addEventListener('abort', giveUp, { once: true });
  try {
    options.signal?.throwIfAborted();
    await current.ready;
  } catch (error) {
    await current.end();
    log.close();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', giveUp);
  }
  change('ready');

  async function keep(): Promise<void> {
    for (;;) {
      const since = Date.now();
      const reason = await withHealthChecks(current);
      if (stopping.signal.aborted) return;
      if (wanted || Date.now() - since > healthyAfterMs) pause = firstMs;
      options.log(wanted ? `${spec.name} is started again` : `${spec.name} ${reason}; it is started again`);
      change('restarting');
      if (!wanted) await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      pause = wanted ? firstMs : Math.min(pause * 2, maxMs);
      wanted = false;
      restarts += 1;
      const next = launchProcess(spec, log);
      current = next;
      options.onChange?.();
      next.ready.then(
        () => {
          options.log(`${spec.name} is back`);
          change('ready');
        },
        (error: Error) => {
          log.write(`--- ${error.message.split('\n')[0]}\n`);
          next.child.kill('SIGKILL');
        },
      );
    }
  }

  /** Waits for the end of a run; ends it itself when the probe fails too often in a row. */
  async function withHealthChecks(run: Running): Promise<string> {
    const ended = new AbortController();
    const checks = spec.probe ? checkHealth(run, spec.probe, ended.signal) : undefined;
    const reason = await run.exited;
    ended.abort();
    await checks;
    return reason;
  }

  async function checkHealth(run: Running, probe: () => Promise<void>, ended: AbortSignal): Promise<void> {
    let failures = 0;
    while (!ended.aborted) {
      await delay(options.probeEveryMs ?? 5_000, undefined, { signal: ended, ref: false }).catch(
        () => undefined,
      );
      if (ended.aborted || stopping.signal.aborted || state !== 'ready') continue;
      try {
        await probe();
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        if (failures === 1) options.log(`${spec.name} does not answer: ${(error as Error).message}`);
        if (failures >= (options.probeFailures ?? 12)) run.child.kill('SIGKILL');
      }
    }
  }

  const keeping = keep();

  return {
    name: spec.name,
    pid: () => current.child.pid,
    state: () => state,
    restarts: () => restarts,
    message: () => current.message() ?? {},
    restart: async () => {
      wanted = true;
      await current.end();
    },
    stop: async () => {
      stopping.abort();
      await current.end();
      await keeping;
      change('stopped');
      log.close();
    },
  };
}
