import type { Job } from '../../../../schemas/contracts/jobs.ts';
import { Notice } from '../../ui/notice.tsx';

/** What helps, by the reason of the refusal; the reason itself comes in the server's words. */
const help: Record<string, string> = {
  'memories.archive_html':
    'Ask for the archive again and set the format to JSON: the steps are below. The HTML one is made for reading, it lacks dates and places.',
  'memories.archive_truncated': 'Download the file again, and wait until the browser says it is complete.',
  'memories.archive_no_zip': 'Choose the ZIP files as they came from Facebook or Instagram.',
  'memories.archive_unknown':
    'Choose the archive that “Download your information” gives, in JSON: the steps are below.',
  'memories.archive_encrypted': 'Unpack it with its password, and choose the folder.',
  'memories.archive_empty': 'Download the file again; this one has nothing in it.',
};

/** Why an archive could not be taken, and what to do. Nothing of it was kept. */
export function Refusal({ job }: { job: Job }) {
  const what = job.error ? help[job.error.code] : undefined;
  return (
    <Notice tone="bad" role="alert" title="This archive can’t be imported">
      <p>{job.error?.message}</p>
      {what && <p className="mt-2">{what}</p>}
      <p className="mt-2">Nothing of it was kept, and nothing that you had before has changed.</p>
    </Notice>
  );
}
