import express, { type ErrorRequestHandler, Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import type { Person } from '../people/types.ts';
import { withoutVersion } from './app.ts';
import { createUsage } from './create-usage.ts';
import { isGranted, readGrant, revoke } from './grants.ts';
import { GraphError, sendGraphError, unknownObject } from './graph-error.ts';
import { listEdge } from './list-edge.ts';
import { checkProof, debugToken, exchangeToken } from './oauth-routes.ts';
import { parseFields } from './parse-fields.ts';
import { photoNode } from './photo-node.ts';
import { postNode } from './post-node.ts';
import { originOf, type Params, paramsOf } from './request-params.ts';
import { type GraphNode, selectFields } from './select-fields.ts';
import { findToken, tokenProblem } from './tokens.ts';
import { userNode } from './user-node.ts';

/** Graph: tokens, the person, permissions, photos, posts. */
export function graphRoutes(context: SandboxContext): Router {
  const router = Router();
  const overLimit = createUsage(context);
  router.use((req, res, next) => {
    res.set({
      'facebook-api-version': /^\/(v\d+\.\d+)/.exec(req.url)?.[1] ?? 'v26.0',
      'cache-control': 'private, no-store',
    });
    req.url = withoutVersion(req.url);
    if (!overLimit(res)) next();
  });
  router.use(express.urlencoded({ extended: false }), express.json());
  router.all('/oauth/access_token', (req, res) => void res.json(exchangeToken(context, paramsOf(req))));
  router.get('/debug_token', (req, res) => void res.json(debugToken(context, paramsOf(req))));
  router.get('/:id/permissions', (req, res) => {
    const { permissions } = readGrant(context, userOf(context, req.params.id, paramsOf(req)));
    res.json({ data: Object.entries(permissions).map(([permission, status]) => ({ permission, status })) });
  });
  router.delete(['/:id/permissions', '/:id/permissions/:name'], (req, res) => {
    const named = 'name' in req.params ? String(req.params.name) : paramsOf(req).permission;
    revoke(context, userOf(context, String(req.params.id), paramsOf(req)), named);
    res.json({ success: true });
  });
  router.get('/:id/:edge', (req, res) => {
    const asked = paramsOf(req);
    const person = userOf(context, req.params.id, asked);
    res.json(listEdge(context, { person, edge: req.params.edge, params: asked, req }));
  });
  router.get('/:id', (req, res) => {
    const asked = paramsOf(req);
    const viewer = authenticate(context, asked);
    const fields = asked.fields === undefined || asked.fields === '' ? undefined : parseFields(asked.fields);
    res.json(selectFields(findNode(context, originOf(req), viewer, req.params.id), fields));
  });
  router.use(answerGraphError);
  return router;
}

/** The person whose token this is; every reason against it is a 190 of its own. */
function authenticate(context: SandboxContext, params: Params): Person {
  const token = params.access_token;
  if (token === undefined || token === '') {
    throw new GraphError({
      message: 'An active access token must be used to query information about the current user.',
      code: 2500,
    });
  }
  const problem = tokenProblem(context, token);
  if (problem !== undefined) throw problem;
  checkProof(token, params.appsecret_proof);
  return context.people.find(findToken(context, token)?.personId ?? '') as Person;
}

/** `me` or the viewer's own id; other people's accounts are not to be read. */
function userOf(context: SandboxContext, id: string, params: Params): Person {
  const viewer = authenticate(context, params);
  if (id !== 'me' && id !== viewer.id) throw unknownObject(id);
  return viewer;
}

function findNode(context: SandboxContext, origin: string, viewer: Person, id: string): GraphNode {
  if (id === 'me' || id === viewer.id) return userNode(context, origin, viewer);
  const photo = context.people.photo(id);
  const mayPhotos = isGranted(context, viewer, 'user_photos');
  const mayPosts = isGranted(context, viewer, 'user_posts');
  if (photo?.owner.id === viewer.id && (mayPhotos || mayPosts))
    return photoNode(context, origin, photo.photo, false);
  const post = context.people.post(id);
  if (post?.owner.id === viewer.id && mayPosts) return postNode(context, origin, viewer, post.post);
  throw unknownObject(id);
}

const answerGraphError: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof GraphError) sendGraphError(res, error);
  else next(error);
};
