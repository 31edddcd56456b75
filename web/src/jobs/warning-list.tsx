import { TriangleAlert } from 'lucide-react';
import type { Job } from '../../../schemas/contracts/jobs.ts';
import { formatDay } from '../words/format-time.ts';
import { WarningAction } from './warning-action.tsx';

/** What went wrong on the way, in words, each with the one thing that helps. */
export function WarningList({ job }: { job: Job }) {
  return (
    <ul aria-label="Warnings" className="grid gap-2">
      {job.warnings.map((warning) => (
        <li
          key={warning.code + warning.message}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-corner bg-warn-soft p-3 text-sm"
        >
          <div className="flex min-w-0 flex-1 basis-64 gap-3">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <div className="min-w-0">
              <p>{warning.message}</p>
              {warning.items && warning.items.length > 0 && (
                <p dir="auto" className="mt-1 text-xs text-soft">
                  {warning.items.map(itemWords).join(' · ')}
                </p>
              )}
            </div>
          </div>
          <WarningAction warning={warning} job={job} />
        </li>
      ))}
    </ul>
  );
}

/** Photos without a name are named by their date. */
const itemWords = (item: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(item) ? formatDay(`${item}T12:00:00`) : item;
