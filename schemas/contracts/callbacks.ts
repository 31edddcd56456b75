import { z } from 'zod';
import { defineRoute } from './route.ts';

const area = 'memories' as const;
const consumes = 'application/x-www-form-urlencoded';
const limit = { max: 120, windowSeconds: 60 };
const body = z.object({ signed_request: z.string().min(1).max(8_192) });

/** What Facebook calls by itself, signed with the app's secret: nobody is signed in, and no browser is involved. */
export const callbackRoutes = {
  deauthorizeFacebook: defineRoute({
    id: 'deauthorizeFacebook',
    area,
    method: 'post',
    path: '/oauth/facebook/deauthorize',
    summary: 'Facebook tells that a person has removed the app: the token is forgotten, backups stay',
    auth: 'public',
    limit,
    consumes,
    body,
    response: z.object({ ok: z.literal(true) }),
    status: 200,
  }),
  deleteFacebookData: defineRoute({
    id: 'deleteFacebookData',
    area,
    method: 'post',
    path: '/oauth/facebook/data-deletion',
    summary:
      'Facebook passes on a person’s wish that their data be erased; answers where to see how far it is',
    auth: 'public',
    limit,
    consumes,
    body,
    response: z.object({ url: z.url(), confirmation_code: z.string() }),
    status: 200,
  }),
};
