import type { RunFile } from '../schemas/contracts/run-file.ts';

/** What the command line needs of the embedded stack; `embedded/main.ts` hands it in. */
export interface Dependencies {
  /** Data folder, absolute. */
  home: string;
  /** Port of the API; 0 takes free ports for everything. */
  port: number;
  launch: (options: LaunchOptions) => Promise<Launched>;
  /** The process that holds the data folder, or null. */
  owner: () => { pid: number } | null;
  /** Ends servers that a killed start left running; gives how many. */
  clearLeftovers: () => Promise<number>;
  /** Writes a file that only its owner can read. */
  writePrivate: (path: string, content: string) => void;
  print: (line: string) => void;
  /** Progress of starting and stopping: kept apart from what a command prints. */
  log: (line: string) => void;
  /** Aborted when the user asks to stop (Ctrl-C, SIGTERM). */
  interrupted: AbortSignal;
}

export interface LaunchOptions {
  log: (line: string) => void;
  signal: AbortSignal;
}

export interface Launched {
  describe: () => RunFile;
  stop: () => Promise<void>;
}

/** The command can't go on; the message is for the user and needs no stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
