import { pipeline } from 'node:stream/promises';
import { type Response, Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { html } from '../pages/html.ts';
import { sendPage } from '../pages/send-page.ts';
import { partsPage, requestPage } from './download-page.ts';
import { planArchive } from './plan-archive.ts';
import { readOptions } from './read-options.ts';
import type { ArchiveOptions } from './types.ts';
import { writePart } from './write-part.ts';

/**
 * `/dyi`: asks for an archive and lists its parts; `/dyi/{person}/{file}.zip?…` streams one, made on the way and
 * the same each time. Queries: `era`, `parts`, `split`, `format`, `messages=yes`, `root` (one more folder on top).
 */
export function downloadRoutes(
  context: SandboxContext,
  host: string,
  network: ArchiveOptions['network'],
): Router {
  const router = Router();
  const action = `/${host}/dyi`;
  router.get('/dyi', (req, res) => {
    const form = requestPage(network, action, context.people.list());
    if (req.query.person === undefined) return sendPage(res, { title: 'Download', body: form });
    const person = context.people.find(String(req.query.person));
    const options = understand(res, network, req.query);
    if (options === undefined) return;
    if (person === undefined) return refuse(res, 404, 'There is no such person.');
    const plan = planArchive(person, options);
    const body = html`${requestPage(network, action, context.people.list(), { person, options })}
${partsPage(action, plan)}`;
    sendPage(res, { title: 'Download', body });
  });
  router.get('/dyi/:person/:file', async (req, res) => {
    const person = context.people.find(req.params.person);
    const options = understand(res, network, req.query);
    if (options === undefined) return;
    const plan = person && planArchive(person, options);
    const part = plan?.names.indexOf(req.params.file) ?? -1;
    if (plan === undefined || part < 0) return refuse(res, 404, 'There is no such file.');
    res.set({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${req.params.file}"`,
      'accept-ranges': 'none',
      'cache-control': 'no-store',
    });
    if (req.method === 'HEAD') return void res.end();
    await pipeline(writePart(plan, part, context.library), res).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  });
  return router;
}

function understand(
  res: Response,
  network: ArchiveOptions['network'],
  query: Record<string, unknown>,
): ArchiveOptions | undefined {
  try {
    return readOptions(network, query);
  } catch (error) {
    refuse(res, 400, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function refuse(res: Response, status: number, words: string): void {
  sendPage(res, {
    title: 'Something went wrong',
    status,
    body: html`<h1>Sorry, something went wrong</h1>
<div class="card" role="alert"><p>${words}</p></div>`,
  });
}
