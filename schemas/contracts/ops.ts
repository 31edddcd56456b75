import { z } from 'zod';
import { defineRoute } from './route.ts';

export const ProviderState = z.object({
  name: z.string(),
  capability: z.string(),
  mode: z.enum(['live', 'sandbox', 'local', 'unavailable']),
  settings: z.array(z.string()).describe('environment names that would switch it to the real service'),
  docsUrl: z.string(),
});
export type ProviderState = z.infer<typeof ProviderState>;

/** A payload as Temporal's remote codec protocol writes it: bytes in base64, nothing else. */
const Payload = z.object({
  metadata: z.record(z.string().max(200), z.base64()).optional(),
  data: z.base64().optional(),
});
/** https://docs.temporal.io/remote-data-encoding: the same form in the request and in the answer. */
export const CodecPayloads = z.object({ payloads: z.array(Payload).max(10_000) });
export type CodecPayloads = z.infer<typeof CodecPayloads>;

const codec = {
  area: 'ops',
  method: 'post',
  auth: 'local',
  fromTemporalUi: true,
  limit: { max: 1200, windowSeconds: 60 },
  body: CodecPayloads,
  response: CodecPayloads,
  status: 200,
} as const;

export const opsRoutes = {
  doctor: defineRoute({
    id: 'doctor',
    area: 'ops',
    method: 'get',
    path: '/ops/doctor',
    summary: 'What is configured, what is played by the sandbox, and how to change it',
    auth: 'local',
    response: z.object({ providers: z.array(ProviderState) }),
    status: 200,
  }),
  codecDecode: defineRoute({
    ...codec,
    id: 'codecDecode',
    path: '/ops/codec/decode',
    summary: 'Decrypt payloads of workflow histories for the Temporal UI; `X-Namespace` names the namespace',
  }),
  codecEncode: defineRoute({
    ...codec,
    id: 'codecEncode',
    path: '/ops/codec/encode',
    summary: 'Encrypt payloads that an operator gives to a workflow in the Temporal UI',
  }),
};
