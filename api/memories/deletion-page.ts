import { createHash } from 'node:crypto';
import { Router } from 'express';
import type { Runtime } from '../../runtime/create-runtime.ts';
import type { DeletionRequestDoc } from '../../schemas/models/deletion-request.ts';
import { limitRequest } from '../limit-request.ts';
import { stateOf } from '../request-state.ts';

const style =
  'body{font:1.05rem/1.6 system-ui,sans-serif;color:#1f2937;background:#fff;max-width:36rem;margin:3rem auto;padding:0 1.25rem}h1{font-size:1.5rem}dt{font-weight:600}dd{margin:0 0 .75rem}code{overflow-wrap:anywhere}';
/** No script, no picture, no form; the one style by its hash. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
const limit = { id: 'deletionStatus', limit: { max: 120, windowSeconds: 60 } };

/** The page that Facebook shows people who asked for their data to be erased: how far that is. Its code is all that it asks for. */
export function serveDeletionPage(runtime: Runtime): Router {
  const router = Router();
  router.get('/data-deletion/:code', async (request, response) => {
    stateOf(response).route = '/data-deletion/{code}';
    await limitRequest(runtime, limit, request, response, { principal: null, body: undefined });
    const found = /^[\w-]{32}$/.test(request.params.code)
      ? await runtime.mongo.models.deletionRequests.findById(request.params.code).lean()
      : null;
    response
      .status(found ? 200 : 404)
      .set({
        'Content-Security-Policy': policy,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
        'X-Robots-Tag': 'noindex',
      })
      .type('html')
      .send(found ? describe(found) : unknownCode);
  });
  return router;
}

const states: Record<DeletionRequestDoc['state'], [title: string, text: string]> = {
  received: ['Your wish was received', 'Erasing begins at once, and usually takes a few minutes.'],
  erasing: ['Your data is being erased', 'This usually takes a few minutes; you can load this page again.'],
  done: ['Your data is erased', 'Nothing that was read from your Facebook account is kept here any more.'],
};

function describe({ _id, state, receivedAt, eraseBy, doneAt }: DeletionRequestDoc): string {
  const [title, text] = states[state];
  const end = doneAt ? (['Erased', doneAt] as const) : (['Erased at the latest by', eraseBy] as const);
  return page(
    title,
    `<p role="status">${text}</p>
<dl>
<dt>Asked for</dt><dd>${moment(receivedAt)}</dd>
<dt>${end[0]}</dt><dd>${moment(end[1])}</dd>
<dt>Confirmation code</dt><dd><code>${_id}</code></dd>
</dl>`,
  );
}

const unknownCode = page(
  'There is no such request',
  '<p>Please check the address: the confirmation code is its last part.</p>',
);

const words = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const moment = (at: Date) => `<time datetime="${at.toISOString()}">${words.format(at)} UTC</time>`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Perennial</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}
