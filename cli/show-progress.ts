import type { WriteStream } from 'node:tty';
import type { Job } from '../schemas/contracts/jobs.ts';
import { secondsInWords, stepInWords } from './words.ts';

export interface ProgressView {
  update: (job: Job) => void;
  /** Leaves the terminal on a fresh line. */
  end: () => void;
}

const width = 24;

/** A live bar on a terminal; elsewhere a line for every new step and every tenth of the way. */
export function showProgress(output: Pick<WriteStream, 'isTTY' | 'columns' | 'write'>): ProgressView {
  if (!output.isTTY) return plainLines(output);
  let drawn = false;
  return {
    update(job) {
      const filled = Math.round((job.percent / 100) * width);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const text = `${bar} ${describe(job)}`.slice(0, (output.columns || 80) - 1);
      output.write(`\r\u001b[2K${text}`);
      drawn = true;
    },
    end() {
      if (drawn) output.write('\n');
    },
  };
}

function plainLines(output: Pick<WriteStream, 'write'>): ProgressView {
  let last = '';
  return {
    update(job) {
      const mark = `${stepInWords(job).split(' ')[0]}:${Math.floor(job.percent / 10)}`;
      if (mark === last) return;
      last = mark;
      output.write(`  ${describe(job)}\n`);
    },
    end: () => undefined,
  };
}

function describe(job: Job): string {
  const left = job.etaSeconds === null ? '' : ` · about ${secondsInWords(job.etaSeconds)} left`;
  return `${Math.floor(job.percent)} % · ${stepInWords(job)}${left}`;
}
