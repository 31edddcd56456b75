import type { TestApi, TestUser } from './start-api.ts';

/** Fetches bytes as a user; the body is not read as text. */
export async function fetchBytes(
  api: TestApi,
  user: TestUser,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
) {
  const answer = await fetch(api.url + path, {
    method,
    headers: { authorization: `Bearer ${user.token}`, ...headers },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, bytes, header: (name: string) => answer.headers.get(name) };
}
