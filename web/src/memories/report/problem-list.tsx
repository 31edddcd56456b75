import { useState } from 'react';
import type { ImportProblem } from '../../../../schemas/contracts/imports.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../words/format-number.ts';
import { problemWords } from './report-words.ts';

const step = 50;

/** What could not be taken, file by file, a page at a time; the server gives the first 500. */
export function ProblemList({ problems, total }: { problems: ImportProblem[]; total: number }) {
  const [shown, setShown] = useState(step);
  if (total === 0) {
    return <p className="text-sm text-soft">Every file of the archive could be read.</p>;
  }
  return (
    <section aria-labelledby="report-problems">
      <h2 id="report-problems" className="text-lg">
        File by file <span className="figures font-normal text-soft">{formatNumber(total)}</span>
      </h2>
      <ul className="mt-2">
        {problems.slice(0, shown).map((problem, index) => (
          <li
            key={`${index} ${problem.path}`}
            className="grid gap-1 border-b border-line py-3 text-sm sm:grid-cols-[10rem_1fr] sm:gap-4"
          >
            <span>
              <Badge tone="warn">{problemWords[problem.code]}</Badge>
            </span>
            <span className="min-w-0">
              <bdi className="block break-all font-medium">{problem.path}</bdi>
              <span className="text-soft">{problem.message}</span>
            </span>
          </li>
        ))}
      </ul>
      {shown < problems.length && (
        <Button className="mt-4" onClick={() => setShown(shown + step)}>
          Show more
        </Button>
      )}
      {shown >= problems.length && problems.length < total && (
        <p className="mt-4 text-sm text-soft">
          These are the first {formatNumber(problems.length)} of {formatNumber(total)}.
        </p>
      )}
    </section>
  );
}
