import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LogFile {
  path: string;
  write(chunk: Buffer | string): void;
  /** The last lines, for a message about a failed start. */
  tail(lines: number): string;
  close(): void;
}

/** A log that keeps at most two files of `maxBytes` each: `name.log` and the one before, `name.log.1`. */
export function openLog(path: string, maxBytes = 5_000_000): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let file: number | null = openSync(path, 'a+', 0o600);
  let bytes = fstatSync(file).size;
  return {
    path,
    write(chunk) {
      if (file === null) return;
      if (bytes > maxBytes) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, 'a+', 0o600);
        bytes = 0;
      }
      bytes += writeSync(file, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    },
    tail(lines) {
      if (file === null) return '';
      const size = fstatSync(file).size;
      const part = Buffer.alloc(Math.min(size, 16_384));
      readSync(file, part, 0, part.length, size - part.length);
      return part.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
    },
    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}
