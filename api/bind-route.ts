import type { Request, Response, Router } from 'express';
import { ulid } from 'ulid';
import type { z } from 'zod';
import { shortenAddress } from '../domains/accounts/shorten-address.ts';
import { recordAudit } from '../domains/audit/record-audit.ts';
import { type Answer, rememberAnswer } from '../domains/ops/remember-answer.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { invalid } from '../schemas/contracts/errors.ts';
import type { ObjectKind, RouteContract } from '../schemas/contracts/route.ts';
import { authenticate } from './authenticate.ts';
import { type Access, authorise } from './authorise.ts';
import { limitRequest } from './limit-request.ts';
import { parseRequest } from './parse-request.ts';
import { stateOf } from './request-state.ts';
import { createContext, type HandlerResult, Reply, type RouteContext } from './route-context.ts';

/**
 * Serves a contract: parse → authenticate → rate limit → authorise → handler → reply. The handler returns the
 * body, or `reply(status, headers, body)`; fields that the contract does not name are left out of the answer.
 */
export function bindRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  K extends ObjectKind,
>(
  router: Router,
  runtime: Runtime,
  contract: RouteContract<P, Q, B, R, K>,
  handler: (context: RouteContext<P, Q, B, K>) => Promise<HandlerResult<R>> | HandlerResult<R>,
): void {
  const path = contract.path.replace(/\{(\w+)\}/g, ':$1');
  router[contract.method](path, async (request: Request, response: Response) => {
    const state = stateOf(response);
    state.route = contract.path;
    const input = parseRequest(contract, request);
    const principal =
      contract.auth === 'public' ? null : await authenticate(runtime, request, contract.auth, contract);
    if (principal) state.userId = principal.user._id;
    await limitRequest(runtime, contract, request, response, { principal, body: input.body });

    let access: Access = { workspaceId: null, role: null, object: null };
    const audit: RouteContext['audit'] = (action, outcome, object, workspaceId = access.workspaceId) =>
      recordAudit(runtime, {
        workspaceId,
        userId: principal?.user._id ?? null,
        action,
        outcome,
        object: object ?? null,
        addressHint: shortenAddress(request.ip ?? ''),
        requestId: state.requestId,
      });
    if (principal) access = await authorise(runtime, contract, request, principal, input.params, audit);

    const run = async (newId: string): Promise<Answer | null> => {
      const { requestId, logger } = state;
      const base = { ...input, newId, requestId, logger, request, response, runtime, audit };
      return toAnswer(contract, await handler(createContext<P, Q, B, K>(base, principal, access)));
    };
    const key = contract.idempotent && principal ? readKey(request) : null;
    if (key === null) return send(response, await run(ulid(runtime.clock.now())));

    const content = JSON.stringify([
      request.path,
      access.workspaceId,
      input.query ?? null,
      input.body ?? null,
    ]);
    const { answer, repeated } = await rememberAnswer(
      runtime,
      `${principal?.user._id}:${contract.id}:${key}`,
      content,
      async (newId) => (await run(newId)) as Answer,
    );
    if (repeated) response.set('Idempotency-Replayed', 'true');
    send(response, answer);
  });
}

/** The header's value; it becomes part of a key in the database, so its form is held narrow. */
function readKey(request: Request): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (/^[\w.:-]{1,200}$/.test(key)) return key;
  throw invalid('common.invalid', 'Idempotency-Key may hold 1 to 200 letters, digits and . : _ -', {
    fields: { 'Idempotency-Key': '1 to 200 letters, digits and . : _ -' },
  });
}

/** Null where the handler has answered by itself. */
function toAnswer(contract: Pick<RouteContract, 'status' | 'response'>, result: unknown): Answer | null {
  if (!contract.response) return null;
  const { status, headers, body } =
    result instanceof Reply ? result : { status: contract.status, headers: {}, body: result };
  return { status, headers, body: contract.response.parse(body) };
}

function send(response: Response, answer: Answer | null): void {
  if (answer) response.status(answer.status).set(answer.headers).json(answer.body);
}
