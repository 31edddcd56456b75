import { type Request, type Response, Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import type { Picture, Trouble } from '../people/types.ts';
import { sendBytes } from '../photos/send-bytes.ts';
import { cdnRefusal } from './cdn-url.ts';

const gonePage =
  '<!doctype html><html><head><title>Sorry</title></head><body><p>Sorry, this content is not available right now.</p></body></html>';

/** The picture server: signed, expiring addresses; photos of the troublesome person fail as they are marked. */
export function cdnRoutes(context: SandboxContext): Router {
  const router = Router();
  router.get('/v/:shelf/:file', async (req: Request, res: Response) => {
    const file = String(req.params.file);
    const refusal = cdnRefusal(context, file, req.query.oh, req.query.oe);
    if (refusal !== undefined) return void res.status(403).type('text').send(refusal);
    const [, id, width, height] = /^(\d+)_(\d+)x(\d+)_n\.jpg$/.exec(file) ?? [];
    const found = id === undefined ? undefined : findPicture(context, id);
    if (found === undefined || found.trouble === 'missing')
      return void res.status(404).type('text').send('Not found');
    if (found.trouble === 'html') return void res.type('html').send(gonePage);
    const bytes = await context.library.read(found.picture, { width: Number(width), height: Number(height) });
    const sent = found.trouble === 'truncated' ? bytes.subarray(0, Math.floor(bytes.length * 0.55)) : bytes;
    await sendBytes(req, res, sent, 'image/jpeg');
  });
  return router;
}

function findPicture(
  context: SandboxContext,
  id: string,
): { picture: Picture; trouble?: Trouble } | undefined {
  return context.people.photo(id)?.photo ?? context.people.find(id);
}
