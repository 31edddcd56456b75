import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../embedded/paths.ts';
import type { Bench } from './open-bench.ts';

export interface Child {
  pid: number;
  /** What it said when it was ready. */
  ready: Record<string, unknown>;
  /** Sends a task and waits for its answer; one at a time. Throws when the child ends or fails. */
  ask: <Answer>(task: unknown) => Promise<Answer>;
  stop: () => Promise<void>;
}

export type ChildAnswer = { type: 'ready' | 'done' | 'failed'; [field: string]: unknown };

/** Starts one of `children/` in a process of its own; it ends with the row at the latest. */
export async function startChild(bench: Bench, name: string, env: NodeJS.ProcessEnv = {}): Promise<Child> {
  const loader = name.endsWith('.ts') ? ['--import', join(projectRoot, 'scripts', 'register-ts.mjs')] : [];
  const child = fork(join(projectRoot, 'bench', 'children', name), [], {
    execArgv: loader,
    env: { ...process.env, ...env, NODE_NO_WARNINGS: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let ended = false;
  const exited = once(child, 'exit').then(() => {
    ended = true;
  });
  const stop = async () => {
    if (!ended) child.kill('SIGKILL');
    await exited;
  };
  bench.onClose(stop);
  const answer = async (): Promise<ChildAnswer> => {
    const lost = exited.then(() => {
      throw new Error(`The process ${name} ended unexpectedly.`);
    });
    const [message] = (await Promise.race([once(child, 'message'), lost])) as [ChildAnswer];
    lost.catch(() => undefined);
    if (message.type === 'failed') throw new Error(`${name}: ${message.error}`);
    return message;
  };
  const ready = await answer();
  return {
    pid: child.pid!,
    ready,
    ask: async <Answer>(task: unknown) => {
      child.send(task as object);
      return (await answer()).answer as Answer;
    },
    stop,
  };
}
