import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fetch } from '../../providers/http.ts';
import { facebook } from '../../providers/social/facebook/facebook.ts';
import type { SocialProvider } from '../../providers/social/memories-source.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { getJson, graph, postJson, submitDialog } from '../support/sandbox-client.ts';
import { describeMemoriesSource } from './memories-source-conformance.ts';

const redirectUri = 'http://localhost:3999/callback';
const verifier = 'v'.repeat(64);
const codeChallenge = createHash('sha256').update(verifier).digest('base64url');

/** The adapter against a sandbox of its own, with the settings that its descriptor gives for it. */
async function startFacebook() {
  let ahead = 0;
  const sandbox = await startSandbox({ now: () => Date.now() + ahead });
  const asked: string[] = [];
  const counting: Fetch = (input, init) => {
    asked.push(String(input));
    return fetch(input, init);
  };
  const options = facebook.options.parse(facebook.sandbox?.(sandbox.url, sandbox.smtpUrl, sandbox.url));
  const context = { now: Date.now, mode: 'sandbox' as const, root: process.cwd() };
  const provider = facebook.create(options, { ...context, fetch: counting });
  async function codeOf(person: string, scopes: string[]): Promise<string> {
    const url = new URL(
      provider.auth.authorizeUrl({ redirectUri, state: 's', scopes, codeChallenge, rerequest: true }),
    );
    const form = Object.fromEntries(url.searchParams);
    const back = await submitDialog(sandbox.url, {
      ...form,
      person,
      permission: ['public_profile', ...scopes],
    });
    return back.searchParams.get('code') ?? '';
  }
  return {
    sandbox,
    provider: provider as SocialProvider,
    options,
    asked,
    codeOf,
    connect: async (person: string, scopes: string[]) =>
      provider.auth.exchangeCode(await codeOf(person, scopes), redirectUri, verifier),
    fail: async (fault: Record<string, unknown>) => {
      const { status, body } = await postJson(`${sandbox.url}/_sandbox/faults`, fault);
      if (status !== 201) throw new Error(JSON.stringify(body));
    },
    clear: async () => {
      await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    },
    advance: (milliseconds: number) => {
      ahead += milliseconds;
    },
    close: () => sandbox.close(),
  };
}

describeMemoriesSource('facebook', {
  start: startFacebook,
  scopes: { photos: 'user_photos', posts: 'user_posts' },
  rich: { person: 'rich', photos: 338, posts: 160 },
  empty: 'empty',
  addressLastsMs: 3_600_000,
  rateLimits: [4, 17, 32, 613].map((code) => ({ kind: 'rate-limit', code })),
  listing: { vendor: 'graph.facebook.com', route: '/me/photos' },
  pictures: { vendor: 'scontent.fbcdn.net' },
});

describe('Facebook in particular', () => {
  let at: Awaited<ReturnType<typeof startFacebook>>;
  let token: string;
  beforeAll(async () => {
    at = await startFacebook();
    token = (await at.connect('rich', ['user_photos', 'user_posts'])).value;
  }, 60_000);
  afterAll(() => at?.close());
  const photos = async (value = token) =>
    (await at.provider.memories.listPhotos(value, { after: null, limit: 100 })).items;

  test('the token of an hour is exchanged for one of sixty days', async () => {
    await postJson(`${at.sandbox.url}/_sandbox/settings`, { shortTokenSeconds: 3_600 });
    const long = await at.connect('rich', ['user_photos', 'user_posts']);
    const days = ((long.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(59);
    at.advance(3_601_000);
    expect((await at.provider.auth.account(long.value)).name).not.toBe('');
    at.advance(-3_601_000);
    const { body } = await getJson<{ mutations: { kind: string }[] }>(`${at.sandbox.url}/_sandbox/ledger`);
    expect(JSON.stringify(body.mutations)).toMatch(/token\.short.*token\.long/);
  });

  test('a code is good once, with its verifier and its redirect address', async () => {
    const refused = { name: 'ProviderError', code: 'refused', retryable: false };
    const exchange = (code: string, uri = redirectUri, secret = verifier) =>
      at.provider.auth.exchangeCode(code, uri, secret);
    const code = await at.codeOf('rich', ['user_photos']);
    await expect(exchange(code, `${redirectUri}/`)).rejects.toMatchObject(refused);
    await expect(exchange(code, redirectUri, 'w'.repeat(64))).rejects.toMatchObject(refused);
    expect((await exchange(code)).value).toMatch(/^EAA/);
    await expect(exchange(code)).rejects.toMatchObject(refused);
  });

  test('a cursor whose photo is gone is stale: the listing begins again', async () => {
    const page = await at.provider.memories.listPhotos(token, { after: null, limit: 10 });
    const last = page.items.at(-1)?.id;
    await fetch(`${at.sandbox.url}/_sandbox/people/rich/photos/${last}`, { method: 'DELETE' });
    const next = at.provider.memories.listPhotos(token, { after: page.after, limit: 10 });
    await expect(next).rejects.toMatchObject({ code: 'stale_cursor', retryable: false });
    const again = at.provider.memories.listPhotos(token, { after: 'nonsense', limit: 10 });
    await expect(again).rejects.toMatchObject({ code: 'stale_cursor' });
    expect((await photos())[0]?.id).toBe(page.items[0]?.id);
  });

  test('uploads are listed, not photos one is tagged in; what Graph tells of each is kept', async () => {
    const listed = await photos();
    const raw = await graph<{ data: Raw[] }>(at.sandbox.url, '/me/photos', token, {
      type: 'uploaded',
      limit: '100',
      fields: 'id,name,alt_text,album{name},created_time,backdated_time,width,height,link,place',
    });
    const iso = (time: string | undefined) => time?.replace('+0000', '.000Z') ?? null;
    expect(
      listed.map(({ url: _url, createdAt, backdatedAt, place, ...rest }) => ({
        ...rest,
        createdAt: createdAt?.toISOString() ?? null,
        backdatedAt: backdatedAt?.toISOString() ?? null,
        place: place && [place.name, place.city, place.country, place.latitude, place.longitude],
      })),
    ).toEqual(
      raw.body.data.map((photo) => {
        const { name, alt_text, album, created_time, backdated_time, link, place, ...rest } = photo;
        const { city, country, latitude, longitude } = place?.location ?? {};
        return {
          ...rest,
          title: name ?? '',
          altText: alt_text ?? null,
          album: album?.name ?? null,
          permalink: link,
          createdAt: iso(created_time),
          backdatedAt: iso(backdated_time),
          place: place ? [place.name, city, country, latitude, longitude] : null,
        };
      }),
    );
    expect(listed.some(({ backdatedAt }) => backdatedAt)).toBe(true);
    expect(listed.some(({ altText }) => altText)).toBe(true);
  });

  test('posts bring the photos of albums in order, single ones, and no links', async () => {
    const posts: Awaited<ReturnType<typeof at.provider.memories.listPosts>>['items'] = [];
    let after: string | null = null;
    do {
      const page = await at.provider.memories.listPosts(token, { after, limit: 100 });
      posts.push(...page.items);
      after = page.after;
    } while (after);
    const raw = await graph<{ data: RawPost[] }>(at.sandbox.url, '/me/posts', token, {
      limit: '100',
      fields: 'id,message,story,attachments{type,target,subattachments{target}}',
    });
    for (const { id, message, story, attachments } of raw.body.data) {
      const post = posts.find((candidate) => candidate.id === id);
      const [first] = attachments?.data ?? [];
      const targets = first?.subattachments?.data ?? (first?.type === 'photo' ? [first] : []);
      expect([id, post?.text, post?.photos.map((photo) => photo.id)]).toEqual([
        id,
        message ?? story ?? '',
        targets.map(({ target }) => target.id),
      ]);
    }
    expect(posts.some(({ photos: pictures }) => pictures.length === 1)).toBe(true);
  });

  test('a permission that is missing gives an empty list; only the permissions tell', async () => {
    const { value } = await at.connect('troublesome', ['user_posts']);
    const { granted, declined } = await at.provider.auth.permissions(value);
    expect([granted.includes('user_photos'), declined]).toEqual([false, []]);
    expect(await photos(value)).toEqual([]);
  });

  test('an endless answer is given up after eight megabytes', async () => {
    let sent = 0;
    const endless: Fetch = async () => {
      const chunk = new TextEncoder().encode('"x",'.repeat(64 * 1024));
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        sent += chunk.byteLength;
        controller.enqueue(chunk);
      };
      return new Response(new ReadableStream({ pull }), { headers: { 'content-type': 'application/json' } });
    };
    const context = { now: Date.now, mode: 'live' as const, root: process.cwd(), fetch: endless };
    const { memories } = facebook.create(at.options, context);
    await expect(memories.listPhotos(token, { after: null, limit: 5 })).rejects.toMatchObject({
      code: 'bad_answer',
      outcome: 'unknown',
    });
    expect(sent).toBeLessThan(10 * 1024 * 1024);
  });
});

interface Raw {
  id: string;
  name?: string;
  alt_text?: string;
  album?: { name: string };
  created_time: string;
  backdated_time?: string;
  link: string;
  place?: { name: string; location: Record<string, string | number> };
}
interface RawPost {
  id: string;
  message?: string;
  story?: string;
  attachments?: {
    data: { type: string; target: { id: string }; subattachments?: { data: { target: { id: string } }[] } }[];
  };
}
