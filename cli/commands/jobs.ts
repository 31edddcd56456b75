import { jobRoutes } from '../../schemas/contracts/jobs.ts';
import type { Dependencies } from '../dependencies.ts';
import { openInstallation } from '../open-installation.ts';
import { stepInWords } from '../words.ts';

/** The latest jobs, newest first. */
export async function jobs(deps: Dependencies, options: { limit: number; json?: boolean }): Promise<void> {
  const { api, close } = await openInstallation(deps);
  try {
    const { items } = await api.call(jobRoutes.list, { query: { limit: options.limit } });
    if (options.json) return deps.print(JSON.stringify(items, null, 2));
    if (items.length === 0) deps.print('No jobs yet.');
    for (const job of items) {
      const problem = job.error ? ` · ${job.error.message}` : '';
      deps.print(
        `${job.createdAt}  ${job.id}  ${job.kind.padEnd(13)}${job.state.padEnd(11)}${String(Math.floor(job.percent)).padStart(3)} %  ${job.subject.name} · ${stepInWords(job)}${problem}`,
      );
    }
  } finally {
    await close();
  }
}
