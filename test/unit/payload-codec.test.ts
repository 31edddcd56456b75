import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { createPayloadCodec } from '../../runtime/payload-codec.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [old, current] = [key('old'), key('current')];
const codec = createPayloadCodec([current, old]);
const values = [
  { caption: 'Grüße 🐈', list: [1, null] },
  'canary-text',
  null,
  undefined,
  Buffer.from([0, 255]),
];
const payloads = () => values.map((value) => defaultPayloadConverter.toPayload(value) as Payload);
const read = (payload: Payload) => defaultPayloadConverter.fromPayload(payload);

test('what was encrypted comes back, and nothing of it is to be seen', async () => {
  const sealed = await codec.encode(payloads());
  for (const { metadata, data } of sealed) {
    expect(Buffer.from(metadata?.encoding ?? []).toString()).toBe('binary/encrypted');
    expect(Buffer.from(metadata?.['encryption-key-id'] ?? []).toString()).toBe('current');
    expect(Object.keys(metadata ?? {})).toHaveLength(2);
    expect(Buffer.from(data ?? []).toString('latin1')).not.toMatch(/canary|caption|json/);
  }
  const opened = (await codec.decode(sealed)).map(read);
  expect(opened.slice(0, 4)).toEqual(values.slice(0, 4));
  expect(Buffer.from(opened[4] as Uint8Array)).toEqual(values[4]);
});

test('the same value is encrypted differently each time', async () => {
  const [one, two] = await codec.encode([payloads()[1] as Payload, payloads()[1] as Payload]);
  expect(Buffer.from(one?.data ?? []).equals(Buffer.from(two?.data ?? []))).toBe(false);
});

test('histories of an older key stay readable after a rotation', async () => {
  const sealed = await createPayloadCodec([old]).encode(payloads());
  expect((await codec.decode(sealed)).map(read).slice(0, 2)).toEqual(values.slice(0, 2));
  await expect(createPayloadCodec([current]).decode(sealed)).rejects.toThrow(/old/);
});

test('only summaries of workflows stay readable, nothing that merely holds such words', async () => {
  const texts = [
    'Perennial: Backup facebook-2026',
    { text: 'Perennial: canary' },
    ' Perennial: x',
    ['Perennial: x'],
  ];
  const sealed = await codec.encode(texts.map((text) => defaultPayloadConverter.toPayload(text) as Payload));
  const readable = sealed.map(({ data }) =>
    Buffer.from(data ?? [])
      .toString('latin1')
      .includes('Perennial: '),
  );
  expect(readable).toEqual([true, false, false, false]);
  expect((await codec.decode(sealed)).map(read)).toEqual(texts);
});

test('a foreign payload is left as it is', async () => {
  const foreign = payloads();
  expect(await codec.decode(foreign)).toEqual(foreign);
  expect(await codec.decode([{}])).toEqual([{}]);
});

test('a payload that was changed is refused', async () => {
  const [sealed] = await codec.encode([payloads()[0] as Payload]);
  const data = Buffer.from(sealed?.data ?? []);
  data[20] = (data[20] ?? 0) ^ 1;
  await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow();
  await expect(codec.decode([{ ...sealed, data: data.subarray(0, 20) }])).rejects.toThrow();
});
