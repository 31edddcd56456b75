import type { Payload } from '@temporalio/common';
import express, { type RequestHandler, type Router } from 'express';
import type { Runtime } from '../../runtime/create-runtime.ts';
import { createPayloadCodec } from '../../runtime/payload-codec.ts';
import { AppError, forbidden } from '../../schemas/contracts/errors.ts';
import { type CodecPayloads, opsRoutes } from '../../schemas/contracts/ops.ts';
import { authenticate } from '../authenticate.ts';
import { bindRoute } from '../bind-route.ts';
import { stateOf } from '../request-state.ts';
import type { RouteContext } from '../route-context.ts';
import { allowTemporalUi } from './allow-temporal-ui.ts';

/**
 * Reads a page of a history at once: Temporal takes payloads of 2 MB, and base64 adds a third. So large a body is read
 * for an operator only, or anybody could keep this process busy.
 */
export const readPayloads = (runtime: Runtime): RequestHandler[] => [
  allowTemporalUi(runtime.env),
  async (request, response, next) => {
    stateOf(response).route = '/ops/codec';
    await authenticate(runtime, request, 'local', { fromTemporalUi: true });
    next();
  },
  express.json({ limit: '8mb', type: ['application/json'] }),
];

/**
 * Temporal's remote codec: the same encryption as in the workers (histories stay unreadable to whoever has only
 * Temporal), open to a signed-in operator. Each use is audited. Throws 403 for another namespace than ours.
 */
export function bindCodec(router: Router, runtime: Runtime): void {
  const codec = createPayloadCodec(runtime.env.PERENNIAL_CODEC_KEYS);
  const answer = async (
    { request, body, audit }: Pick<RouteContext, 'request' | 'audit'> & { body: CodecPayloads },
    work: 'encode' | 'decode',
  ): Promise<CodecPayloads> => {
    if (request.get('x-namespace') !== runtime.env.TEMPORAL_NAMESPACE) {
      await audit(`codec.${work}`, 'denied');
      throw forbidden('ops.other_namespace', 'These payloads are of another Temporal namespace.');
    }
    await audit(`codec.${work}`, 'allowed');
    try {
      return { payloads: (await codec[work](body.payloads.map(fromBase64))).map(toBase64) };
    } catch (cause) {
      throw new AppError(
        422,
        'ops.payload_unreadable',
        'A payload can’t be read: it was changed, or its key is not configured any more.',
        { cause },
      );
    }
  };
  bindRoute(router, runtime, opsRoutes.codecDecode, (context) => answer(context, 'decode'));
  bindRoute(router, runtime, opsRoutes.codecEncode, (context) => answer(context, 'encode'));
}

type WirePayload = CodecPayloads['payloads'][number];

const fromBase64 = ({ metadata = {}, data }: WirePayload): Payload => ({
  metadata: Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  ),
  ...(data === undefined ? {} : { data: Buffer.from(data, 'base64') }),
});

const toBase64 = ({ metadata, data }: Payload): WirePayload => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  ...(data ? { data: Buffer.from(data).toString('base64') } : {}),
});
