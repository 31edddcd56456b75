import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ErrorBody } from '../../schemas/contracts/common.ts';
import { allRoutes } from '../../schemas/contracts/index.ts';
import type { RouteContract } from '../../schemas/contracts/route.ts';

const errorBody = ErrorBody.meta({ id: 'Error' });
const error = (description: string) => ({
  description,
  content: { 'application/json': { schema: errorBody } },
});
/** Documentation pages offer a file to choose for it. */
const bytesSchema = { type: 'string', format: 'binary' } as const;

/** The OpenAPI 3.1 description of every route, made from the contracts. */
export function buildOpenApi(publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const contract of allRoutes) {
    paths[contract.path] = { ...paths[contract.path], [contract.method]: toOperation(contract) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Perennial',
      version: '1',
      description:
        'Sign in for a Bearer token, or use the cookies of the web interface. Errors always have the form of `Error`.',
    },
    servers: [{ url: new URL('/api/v1', publicUrl).href }],
    tags: [...new Set(allRoutes.map(({ area }) => area))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'perennial' },
      },
    },
  });
}

function toOperation(contract: RouteContract): ZodOpenApiOperationObject {
  const { auth, body, consumes, params, query, response } = contract;
  const header = headersOf(contract);
  const isRead = contract.method === 'get';
  return {
    operationId: contract.id,
    summary: contract.summary,
    tags: [contract.area],
    security: auth === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
    ...(contract.role ? { 'x-least-role': contract.role } : {}),
    ...(contract.object ? { 'x-object': contract.object.kind } : {}),
    requestParams: {
      ...(params ? { path: params as z.ZodObject } : {}),
      ...(query ? { query: query as z.ZodObject } : {}),
      ...(header ? { header } : {}),
    },
    ...(body ? { requestBody: { content: { [consumes ?? 'application/json']: { schema: body } } } } : {}),
    ...(consumes && !body
      ? { requestBody: { required: true, content: { [consumes]: { schema: bytesSchema } } } }
      : {}),
    responses: {
      [String(contract.status) as '200']: {
        description: contract.summary,
        ...(response ? { content: { 'application/json': { schema: response } } } : {}),
        ...(contract.produces?.includes('/') ? { content: { [contract.produces]: {} } } : {}),
      },
      ...(params || query || body
        ? { 400: error('Something in the request is wrong; see `details.fields`.') }
        : {}),
      ...(auth === 'public' ? {} : { 401: error('Not signed in.') }),
      ...(contract.role || auth === 'local' ? { 403: error('The role does not allow it.') } : {}),
      ...(contract.object || contract.workspace ? { 404: error('Does not exist, or is not yours.') } : {}),
      ...(isRead ? {} : { 409: error('In conflict with the present state.') }),
      429: error('Too many requests; see `Retry-After`.'),
      503: error('The database is away; see `Retry-After`.'),
    },
  };
}

function headersOf(contract: RouteContract): z.ZodObject | null {
  const shape: Record<string, z.ZodType> = {};
  if (contract.workspace) {
    shape['X-Workspace-Id'] = z.string().optional().describe('The workspace; absent: your personal one.');
  }
  if (contract.idempotent) {
    shape['Idempotency-Key'] = z
      .string()
      .max(200)
      .optional()
      .describe('A repetition with the same key and body gets the same answer for 24 hours.');
  }
  return Object.keys(shape).length > 0 ? z.object(shape) : null;
}
