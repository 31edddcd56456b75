import { beforeEach, expect, jest, test } from '@jest/globals';
import { type ApiClient, ApiError } from '../../cli/api-client.ts';
import { openUpload } from '../../cli/upload/open-upload.ts';
import type { Part } from '../../cli/upload/part.ts';
import { importRoutes } from '../../schemas/contracts/imports.ts';

const tooMany = () => new ApiError(429, 'common.too_many_requests', 'Too many requests.', 0.05);
const parts = [{ name: 'archive.zip', bytes: 10, fingerprint: 'f' }] as unknown as Part[];
const wish = { connectionId: null, includeMessages: false };
const calls: string[] = [];
beforeEach(() => {
  calls.length = 0;
});

/** An API that answers with these, in order: an error is thrown. */
function answering(...answers: unknown[]): ApiClient {
  const call = jest.fn(async (route: unknown, options: { idempotencyKey?: string } = {}) => {
    calls.push(route === importRoutes.listImports ? 'list' : `create ${options.idempotencyKey}`);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return { base: '', request: jest.fn(), call } as unknown as ApiClient;
}

test('an API that is asked too often is asked again when it says, with the same key', async () => {
  const api = answering(tooMany(), { items: [] }, tooMany(), { id: 'new' });
  const upload = await openUpload(api, parts, wish, new AbortController().signal);
  expect(upload).toEqual({ id: 'new' });
  expect(calls.slice(0, 2)).toEqual(['list', 'list']);
  expect(calls).toHaveLength(4);
  expect(calls[2]).toMatch(/^create [0-9a-f-]{36}$/);
  expect(calls[3]).toBe(calls[2]);
});

test('an API that is not there is said so at once', async () => {
  const api = answering(new TypeError('fetch failed'));
  await expect(openUpload(api, parts, wish, new AbortController().signal)).rejects.toThrow('fetch failed');
  expect(calls).toEqual(['list']);
});
