import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../embedded/paths.ts';
import { eventually } from './eventually.ts';

export interface RunningCommand {
  child: ChildProcess;
  /** Everything printed so far. */
  stdout: () => string;
  stderr: () => string;
  /** Resolves with the exit code. */
  exited: Promise<number | null>;
  /** Waits until a text was printed; fails at once when the command ends first. */
  printed: (text: string | RegExp, timeoutMs?: number) => Promise<void>;
  /** Ctrl-C in a terminal reaches every process of the foreground group. */
  ctrlC: () => void;
}

/** `npm start` and its like, on a data folder, with free ports; in a process group of its own. */
export function runCommand(
  args: string[],
  home: string,
  settings: Record<string, string> = {},
): RunningCommand {
  const { NODE_ENV: _test, NODE_OPTIONS: _vm, ...outer } = process.env;
  const child = spawn(process.execPath, [join(projectRoot, 'scripts', 'bootstrap.mjs'), ...args], {
    cwd: projectRoot,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm test has installed already.
    env: { ...outer, PORT: '0', PERENNIAL_HOME: home, PERENNIAL_INSTALL: 'off', ...settings },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  let ended = false;
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      ended = true;
      resolve(code);
    });
  });
  const has = (text: string | RegExp) => {
    const all = stdout + stderr;
    return typeof text === 'string' ? all.includes(text) : text.test(all);
  };
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    printed: async (text, timeoutMs = 240_000) => {
      await eventually(`it prints ${text}\n${stdout}${stderr}`, () => has(text) || ended, timeoutMs);
      if (!has(text)) throw new Error(`It ended without printing ${text}:\n${stdout}${stderr}`);
    },
    ctrlC: () => process.kill(-child.pid!, 'SIGINT'),
  };
}
