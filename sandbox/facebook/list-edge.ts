import type { Request } from 'express';
import type { SandboxContext } from '../core/context.ts';
import type { Person, Photo, Post } from '../people/types.ts';
import { isGranted } from './grants.ts';
import { GraphError } from './graph-error.ts';
import { type Page, paginate } from './paginate.ts';
import { parseFields } from './parse-fields.ts';
import { photoNode } from './photo-node.ts';
import { postNode } from './post-node.ts';
import { originOf, type Params } from './request-params.ts';
import { type GraphNode, selectFields } from './select-fields.ts';
import { endSession, findToken, keepSession, readSession, tokenProblem } from './tokens.ts';

interface Listing {
  person: Person;
  edge: string;
  params: Params;
  req: Request;
}

/** `/{user}/photos` and `/{user}/posts`: newest first, by cursors. Without the permission: 200 and no data. */
export function listEdge(context: SandboxContext, listing: Listing): object {
  const { person, edge, params, req } = listing;
  const origin = originOf(req);
  if (edge === 'photos') {
    const tagged = params.type !== 'uploaded';
    const photos = person.photos.filter(({ listed }) => listed === (tagged ? 'tagged' : 'uploaded'));
    const visible = isGranted(context, person, 'user_photos') ? photos : [];
    const page = cut(listing, visible);
    if (!tagged) interrupt(context, listing, page);
    return answer(listing, page, (photo) => photoNode(context, origin, photo, true));
  }
  if (edge === 'posts' || edge === 'feed') {
    const visible = isGranted(context, person, 'user_posts') ? person.posts.filter(within(params)) : [];
    return answer(listing, cut(listing, visible), (post) => postNode(context, origin, person, post));
  }
  throw new GraphError({
    message: `(#100) Tried accessing nonexisting field (${edge}) on node type (User)`,
    code: 100,
  });
}

function cut<T extends { id: string }>({ person, params }: Listing, items: T[]): Page<T> {
  const asked = Number(params.limit ?? 25);
  if (!Number.isInteger(asked) || asked < 1) {
    throw new GraphError({ message: '(#100) Param limit must be a positive integer', code: 100 });
  }
  const limit = Math.min(asked, person.largestPage);
  return paginate(items, { limit, after: params.after, before: params.before, uneven: person.unevenPages });
}

function answer<T extends Photo | Post>(
  { params, req }: Listing,
  page: Page<T>,
  toNode: (item: T) => GraphNode,
): object {
  const fields = params.fields === undefined || params.fields === '' ? undefined : parseFields(params.fields);
  const data = page.items.map((item) => selectFields(toNode(item), fields));
  if (data.length === 0 && !page.hasNext) return { data };
  const { before, after } = page;
  return {
    data,
    paging: {
      cursors: { before: before ?? after, after },
      ...(page.hasNext ? { next: linkTo(req, params, { after }) } : {}),
      ...(page.hasPrevious && before !== undefined ? { previous: linkTo(req, params, { before }) } : {}),
    },
  };
}

/** The whole address of another page, with the token in it, as Graph gives it. */
function linkTo(req: Request, params: Params, cursor: Params): string {
  const path = req.originalUrl.split('?')[0];
  const { after: _after, before: _before, appsecret_proof: _proof, ...kept } = params;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...kept, ...cursor })) query.set(name, value ?? '');
  return `${originOf(req)}${path}?${query}`;
}

/**
 * The troublesome person's session ends once, when a listing comes to half-way; a token made after that goes on,
 * and once a listing was read to its end, tokens made later are interrupted again.
 */
function interrupt(context: SandboxContext, { person, params }: Listing, page: Page<Photo>): void {
  const token = findToken(context, params.access_token ?? '');
  if (person.interruptedAt === undefined || token === undefined) return;
  if (token.fused && page.start >= person.interruptedAt) {
    endSession(context, person.id, true);
    throw tokenProblem(context, params.access_token ?? '');
  }
  const session = readSession(context, person.id);
  if (!token.fused && session.interrupted && !page.hasNext)
    keepSession(context, person.id, { ...session, interrupted: false });
}

/** `since` and `until`, Unix seconds. */
function within(params: Params): (post: Post) => boolean {
  const since = params.since === undefined ? Number.NEGATIVE_INFINITY : Number(params.since) * 1000;
  const until = params.until === undefined ? Number.POSITIVE_INFINITY : Number(params.until) * 1000;
  return ({ createdMs }) => createdMs >= since && createdMs < until;
}
