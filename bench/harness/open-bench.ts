import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coreSettings } from '../../runtime/env.ts';
import { startBuiltStack } from './start-built-stack.ts';

/** What a row is given. */
export interface Bench {
  /** Removed at the end. */
  folder: string;
  /** How many of something: the given number, a tenth of it in a small trial. */
  count: (full: number) => number;
  log: (line: string) => void;
  /** The servers behind all rows, started when first asked for: settings that name them. */
  servers: () => Promise<Record<string, string>>;
  /** Called when the row is over, the latest first. */
  onClose: (close: () => Promise<unknown> | unknown) => void;
  signal: AbortSignal;
}

export interface OpenBench extends Bench {
  closeRow: () => Promise<void>;
  close: () => Promise<void>;
}

/** A folder and servers for one run of measurements; everything is gone after `close`. */
export function openBench(options: {
  small: boolean;
  log: (line: string) => void;
  signal: AbortSignal;
}): OpenBench {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
  let servers: ReturnType<typeof startBuiltStack> | undefined;
  const closers: (() => Promise<unknown> | unknown)[] = [];

  async function closeRow(): Promise<void> {
    for (const close of closers.splice(0).reverse()) await close();
  }

  return {
    folder,
    count: (full) => (options.small ? Math.max(2, Math.ceil(full / 10)) : full),
    log: options.log,
    signal: options.signal,
    onClose: (close) => void closers.push(close),
    async servers() {
      servers ??= startBuiltStack({
        home: join(folder, 'servers'),
        port: 0,
        only: ['mongo', 'blob', 'temporal', 'sandbox'],
        env: plainEnv(),
        signal: options.signal,
      });
      return (await servers).env;
    },
    closeRow,
    async close() {
      await closeRow();
      await (await servers?.catch(() => undefined))?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What is set for the installation of whoever measures must not change what is measured. */
export function plainEnv(): NodeJS.ProcessEnv {
  const settings = new Set(Object.keys(coreSettings.shape));
  const vendors = /^(FACEBOOK|AZURE|SMTP|LOCAL_CAPTION|SANDBOX|TEMPORAL)_/;
  const kept = Object.entries(process.env).filter(([name]) => !settings.has(name) && !vendors.test(name));
  return { ...Object.fromEntries(kept), LOG_LEVEL: 'warn' };
}
