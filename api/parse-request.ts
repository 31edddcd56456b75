import type { Request } from 'express';
import type { z } from 'zod';
import { AppError, invalid } from '../schemas/contracts/errors.ts';
import type { RouteContract } from '../schemas/contracts/route.ts';

export interface RequestInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
}

/**
 * Holds the request against its contract. Throws 400 `common.invalid` with `details.fields: {path: message}`
 * for all parts at once, 415 for a body that is not JSON, or not what the route consumes.
 */
export function parseRequest<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Pick<RouteContract<P, Q, B>, 'params' | 'query' | 'body' | 'consumes'>,
  request: Request,
): RequestInput<P, Q, B> {
  if (contract.body && request.body === undefined && hasBody(request)) {
    throw new AppError(415, 'common.unsupported_media_type', 'Send the body as application/json.');
  }
  if (contract.consumes && !isPlain(request, contract.consumes)) {
    throw new AppError(
      415,
      'common.unsupported_media_type',
      `Send the body as ${contract.consumes}, not compressed.`,
    );
  }
  const fields: Record<string, string> = {};
  const parse = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message;
    return undefined;
  };
  const input = {
    params: parse(contract.params, request.params),
    query: parse(contract.query, request.query),
    body: parse(contract.body, request.body ?? {}),
  };
  if (Object.keys(fields).length > 0) {
    throw invalid('common.invalid', 'Please check the marked fields.', { fields });
  }
  return input as RequestInput<P, Q, B>;
}

const hasBody = (request: Request) =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/** A compressed body would be longer once read than it says. */
const isPlain = (request: Request, type: string) =>
  request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === type &&
  (request.headers['content-encoding'] ?? 'identity') === 'identity';
