import type { WriteStream } from 'node:tty';
import type { Job } from '../schemas/contracts/jobs.ts';
import { secondsInWords, stepInWords } from './words.ts';

export interface ProgressView<T> {
  update: (value: T) => void;
  /** Leaves the terminal on a fresh line. */
  end: () => void;
}

/** How far something is. `phase`: what is being done, for outputs that show only every new phase and tenth. */
export interface Progress {
  percent: number;
  phase: string;
  text: string;
  etaSeconds: number | null;
}

type Output = Pick<WriteStream, 'isTTY' | 'columns' | 'write'>;

const width = 24;

/** A live bar on a terminal; elsewhere a line for every new phase and every tenth of the way. */
export function drawProgress(output: Output): ProgressView<Progress> {
  if (!output.isTTY) return plainLines(output);
  let drawn = false;
  return {
    update(progress) {
      const filled = Math.round((progress.percent / 100) * width);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const text = `${bar} ${describe(progress)}`.slice(0, (output.columns || 80) - 1);
      output.write(`\r\u001b[2K${text}`);
      drawn = true;
    },
    end() {
      if (drawn) output.write('\n');
    },
  };
}

/** The same for a job. */
export function showProgress(output: Output): ProgressView<Job> {
  const view = drawProgress(output);
  return {
    update(job) {
      const text = stepInWords(job);
      const { percent, etaSeconds } = job;
      view.update({ percent, etaSeconds, text, phase: text.split(' ')[0] ?? '' });
    },
    end: view.end,
  };
}

function plainLines(output: Pick<WriteStream, 'write'>): ProgressView<Progress> {
  let last = '';
  return {
    update(progress) {
      const mark = `${progress.phase}:${Math.floor(progress.percent / 10)}`;
      if (mark === last) return;
      last = mark;
      output.write(`  ${describe(progress)}\n`);
    },
    end: () => undefined,
  };
}

function describe({ percent, text, etaSeconds }: Progress): string {
  const left = etaSeconds === null ? '' : ` · about ${secondsInWords(etaSeconds)} left`;
  return `${Math.floor(percent)} % · ${text}${left}`;
}
