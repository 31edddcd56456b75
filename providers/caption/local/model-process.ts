import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { ProviderError } from '../../errors.ts';
import type { ChildMessage, ReadRequest } from './child-messages.ts';
import type { Scene } from './scene.ts';

export interface ModelProcessOptions {
  /** The child's entry, and what Node needs to run it. */
  file: string;
  execArgv: string[];
  /** Milliseconds until the models must be loaded, until a picture must be read, until an idle child is let go. */
  startMs: number;
  readMs: number;
  idleMs: number;
  /** Pictures sent at once: one is looked at, the next is decoded meanwhile. */
  inFlight: number;
  /** Pictures that may wait; beyond that callers are told to come back. */
  maxWaiting: number;
}

export interface ReadScene {
  scene: Scene;
  model: string;
}

export interface ModelProcess {
  /**
   * Throws ProviderError: `unusable_picture` and `not_installed` are final; `busy`, `timeout`, `crashed`, `failed` and
   * `closed` retryable. Throws the signal's reason when aborted.
   */
  read(image: Uint8Array, signal?: AbortSignal): Promise<ReadScene>;
  /** Pictures waiting or being read. */
  load(): number;
  /** Process id of the child, while there is one. */
  pid(): number | undefined;
  close(): Promise<void>;
}

interface Task {
  id: number;
  image: Uint8Array;
  settle: (result: ReadScene | Error) => void;
}

interface Child {
  process: ChildProcess;
  /** Set when the models are loaded. */
  model: string | null;
  startTimer: NodeJS.Timeout;
  idleTimer?: NodeJS.Timeout | undefined;
  /** By id; an aborted one stays until its answer comes, since the child is still at it. */
  reading: Map<number, { task: Task; timer: NodeJS.Timeout }>;
}

/** One child process with the models: started with the first picture, again after a crash, stopped when idle. */
export function createModelProcess(options: ModelProcessOptions): ModelProcess {
  const waiting: Task[] = [];
  let child: Child | null = null;
  let closed = false;
  let nextId = 1;

  function pump(): void {
    if (closed) return;
    if (waiting.length === 0 && !child?.reading.size) {
      rest();
      return;
    }
    child ??= start();
    hold(child, true);
    if (child.model === null) return;
    while (waiting.length > 0 && child.reading.size < options.inFlight) {
      const task = waiting.shift()!;
      const tooLong = failure('timeout', 'The local captioner took too long over a picture.');
      child.reading.set(task.id, { task, timer: setTimeout(() => stop(tooLong), options.readMs) });
      child.process.send({ id: task.id, image: task.image } satisfies ReadRequest);
    }
  }

  function start(): Child {
    const forked = fork(options.file, [], {
      execArgv: options.execArgv,
      // No environment: the process that opens strangers' pictures holds no secret.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // One process a core would starve the rest of the product: captions wait, people don't.
    if (forked.pid !== undefined) setPriority(forked.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    let trouble = '';
    forked.stderr?.on('data', (chunk: Buffer) => {
      trouble = `${trouble}${chunk}`.slice(-1000);
    });
    (forked.stderr as Socket | null)?.unref();
    const isCurrent = () => child?.process === forked;
    const lost = () =>
      isCurrent() && stop(failure('crashed', 'The local captioner stopped unexpectedly.', trouble));
    forked.on('error', lost);
    forked.on('exit', lost);
    forked.on('message', (message: ChildMessage) => isCurrent() && receive(message));
    const startTimer = setTimeout(
      () => stop(failure('timeout', 'The local captioner did not start in time.', trouble)),
      options.startMs,
    );
    return { process: forked, model: null, startTimer, reading: new Map() };
  }

  function receive(message: ChildMessage): void {
    if (message.type === 'broken') {
      const text = 'The local captioner’s models cannot be loaded; `npm install` brings them.';
      stop(failure('not_installed', text, message.reason, false));
      return;
    }
    if (message.type === 'ready') {
      child!.model = message.model;
      clearTimeout(child!.startTimer);
    } else {
      const { task, timer } = child!.reading.get(message.id)!;
      clearTimeout(timer);
      child!.reading.delete(message.id);
      if (message.type === 'scene') task.settle({ scene: message.scene, model: child!.model! });
      else if (message.code === 'failed')
        task.settle(failure('failed', 'The local captioner failed on a picture.', message.reason));
      else {
        const text = 'The file cannot be read as a picture.';
        task.settle(failure('unusable_picture', text, message.reason, false));
      }
    }
    pump();
  }

  /** Ends the child: what it was reading fails, and what waits too if it never became ready. */
  function stop(reason: ProviderError): void {
    if (!child) return;
    const { process: ended, model, startTimer, idleTimer, reading } = child;
    child = null;
    clearTimeout(startTimer);
    clearTimeout(idleTimer);
    ended.kill('SIGKILL');
    for (const { timer } of reading.values()) clearTimeout(timer);
    const lost = [...reading.values()].map(({ task }) => task);
    if (model === null || closed) lost.push(...waiting.splice(0));
    for (const { settle } of lost) settle(reason);
    pump();
  }

  /** An idle child must not keep this process alive, nor stay for ever. */
  function rest(): void {
    if (!child) return;
    hold(child, false);
    const idle = failure('closed', 'The local captioner was idle.');
    child.idleTimer = setTimeout(() => stop(idle), options.idleMs).unref();
  }

  return {
    async read(image, signal) {
      signal?.throwIfAborted();
      if (closed) throw failure('closed', 'The local captioner was stopped.');
      if (waiting.length >= options.maxWaiting)
        throw failure('busy', 'The local captioner has too many pictures waiting.');
      return new Promise<ReadScene>((resolve, reject) => {
        const onAbort = () => {
          const at = waiting.indexOf(task);
          if (at >= 0) waiting.splice(at, 1);
          reject(signal!.reason);
          pump();
        };
        const task: Task = {
          id: nextId++,
          image,
          settle: (result) => {
            signal?.removeEventListener('abort', onAbort);
            if (result instanceof Error) reject(result);
            else resolve(result);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(task);
        pump();
      });
    },
    load: () => waiting.length + (child?.reading.size ?? 0),
    pid: () => child?.process.pid,
    async close() {
      closed = true;
      if (!child) return;
      const { process: ended } = child;
      const exited = new Promise((resolve) => ended.once('exit', resolve));
      hold(child, true);
      stop(failure('closed', 'The local captioner was stopped.'));
      await exited;
    },
  };
}

/** Whether the child keeps this process alive. */
function hold(child: Child, busy: boolean): void {
  clearTimeout(child.idleTimer);
  child.process[busy ? 'ref' : 'unref']();
  child.process.channel?.[busy ? 'ref' : 'unref']();
}

function failure(code: string, message: string, cause = '', retryable = true): ProviderError {
  return new ProviderError({
    provider: 'local',
    code,
    message,
    retryable,
    ...(cause && { cause: new Error(cause) }),
  });
}
