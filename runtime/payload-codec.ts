import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Payload, type PayloadCodec, ValueError } from '@temporalio/common';
import proto from '@temporalio/proto';
import { readablePrefix } from '../schemas/contracts/workflows.ts';
import type { Key } from './envelope.ts';

// The package is CommonJS and gives Node no named exports.
const { Payload: PayloadMessage } = proto.temporal.api.common.v1;
const encoding = 'binary/encrypted';
const utf8 = {
  encode: (text: string) => Buffer.from(text),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};

/** Summaries of workflows: for operators without a key. */
const isReadable = ({ metadata, data }: Payload) =>
  metadata?.encoding != null &&
  utf8.decode(metadata.encoding) === 'json/plain' &&
  data != null &&
  utf8.decode(data.subarray(0, readablePrefix.length + 1)) === `"${readablePrefix}`;

/**
 * Encrypts every payload of a workflow history, save readable summaries, with AES-256-GCM; the key's id stands in the metadata, so
 * that old histories stay readable after a new key came first in the list.
 */
export function createPayloadCodec(keys: Key[]): PayloadCodec {
  const [current] = keys;
  if (!current) throw new Error('At least one codec key is needed.');

  const seal = (payload: Payload): Payload => {
    if (isReadable(payload)) return payload;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', current.key, iv);
    const plain = PayloadMessage.encode(payload).finish();
    const data = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return {
      metadata: { encoding: utf8.encode(encoding), 'encryption-key-id': utf8.encode(current.id) },
      data,
    };
  };

  const open = (payload: Payload): Payload => {
    if (!payload.metadata?.encoding || utf8.decode(payload.metadata.encoding) !== encoding) return payload;
    const id = utf8.decode(payload.metadata['encryption-key-id'] ?? new Uint8Array());
    const key = keys.find((candidate) => candidate.id === id);
    const data = payload.data;
    if (!key || !data) throw new ValueError(`The key ${id} that encrypted this payload is not configured.`);
    const decipher = createDecipheriv('aes-256-gcm', key.key, data.subarray(0, 12));
    decipher.setAuthTag(data.subarray(data.length - 16));
    const plain = Buffer.concat([decipher.update(data.subarray(12, data.length - 16)), decipher.final()]);
    return PayloadMessage.decode(plain);
  };

  return {
    encode: async (payloads) => payloads.map(seal),
    decode: async (payloads) => payloads.map(open),
  };
}
