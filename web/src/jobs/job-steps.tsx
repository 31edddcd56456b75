import { Circle, CircleCheck, CircleDot, CircleMinus, CircleX, type LucideIcon } from 'lucide-react';
import type { JobStep } from '../../../schemas/contracts/jobs.ts';
import { cx } from '../ui/cx.ts';
import { stepCount, stepWords } from './job-words.ts';

const looks: Record<JobStep['state'], { icon: LucideIcon; text: string; word: string }> = {
  pending: { icon: Circle, text: 'text-soft', word: 'to do' },
  running: { icon: CircleDot, text: 'text-accent', word: 'in progress' },
  done: { icon: CircleCheck, text: 'text-good', word: 'done' },
  failed: { icon: CircleX, text: 'text-bad', word: 'not finished' },
  skipped: { icon: CircleMinus, text: 'text-soft', word: 'skipped' },
};

export function JobSteps({ steps }: { steps: JobStep[] }) {
  return (
    <ol aria-label="Steps" className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2 lg:grid-cols-3">
      {steps.map((step) => {
        const { icon: Icon, text, word } = looks[step.state];
        return (
          <li key={step.name} className="flex items-center gap-2">
            <Icon aria-hidden className={cx('size-4 shrink-0', text)} />
            <span className={cx('flex-1', step.state === 'running' ? 'font-semibold' : 'text-soft')}>
              {stepWords(step)}
              <span className="sr-only">, {word}</span>
            </span>
            <span className="figures text-soft">{stepCount(step)}</span>
          </li>
        );
      })}
    </ol>
  );
}
