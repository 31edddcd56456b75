import type { Job } from '../../../../schemas/contracts/jobs.ts';
import { Notice } from '../../ui/notice.tsx';

/** Refusals that another archive of the right kind mends. */
const wrongKind: readonly string[] = ['memories.archive_html', 'memories.archive_unknown'];

/** Why an archive could not be taken, and what to do. Nothing of it was kept. */
export function Refusal({ job }: { job: Job }) {
  const steps = wrongKind.includes(job.error?.code ?? '');
  return (
    <Notice tone="bad" role="alert" title="This archive can’t be imported">
      <p>{job.error?.message}</p>
      {steps && (
        <p className="mt-2">
          <a href="#archive-steps" className="rounded-small font-medium underline underline-offset-4">
            How to ask for the right one, in three steps
          </a>
        </p>
      )}
      <p className="mt-2">Nothing of it was kept, and nothing that you had before has changed.</p>
    </Notice>
  );
}
