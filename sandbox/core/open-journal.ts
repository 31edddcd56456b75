import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** An append-only file of JSON lines. */
export interface Journal<T> {
  /** With `sync` the line is on the disk when this returns. */
  append(line: T, sync?: boolean): void;
  /** Empties it, then writes the lines given. */
  rewrite(lines: T[]): void;
  close(): void;
}

/** Opens the file, gives each line it holds to `replay`, and cuts off a last line torn by a kill. */
export function openJournal<T>(file: string | undefined, replay: (line: T) => void): Journal<T> {
  if (file === undefined)
    return { append: () => undefined, rewrite: () => undefined, close: () => undefined };
  mkdirSync(dirname(file), { recursive: true });
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  for (const line of whole.split('\n')) if (line !== '') replay(JSON.parse(line) as T);
  const fd = openSync(file, 'a', 0o600);
  if (whole.length < text.length) ftruncateSync(fd, Buffer.byteLength(whole));
  return {
    append(line, sync = false) {
      writeSync(fd, `${JSON.stringify(line)}\n`);
      if (sync) fdatasyncSync(fd);
    },
    rewrite(lines) {
      ftruncateSync(fd, 0);
      writeSync(fd, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
    close: () => closeSync(fd),
  };
}
