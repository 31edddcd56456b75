import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { seedConnection, seedEmptyBackup } from '../support/seed-backup.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(() => api?.close());

const path = '/api/v1/memories/backups';
const create = (user: TestUser, body: object, headers: Record<string, string> = {}) =>
  api.call('POST', path, { token: user.token, body, headers });
const get = async (user: TestUser, of: string) => (await api.call('GET', of, { token: user.token })).body;
const errorForm = (code: string, details?: unknown) => ({
  success: false,
  error: {
    code,
    message: expect.stringMatching(/^[A-Z].*\.$/),
    requestId: expect.any(String),
    ...(details ? { details } : {}),
  },
});
async function userWithConnection() {
  const user = await api.newUser();
  return { user, connection: await seedConnection(api.runtime, user) };
}
const countOf = async (user: TestUser) => {
  const { backups, jobs, outbox } = api.runtime.mongo.models;
  const scope = { workspaceId: user.workspaceId };
  return Promise.all([backups, jobs, outbox].map((model) => (model as typeof jobs).countDocuments(scope)));
};

describe('starting a backup', () => {
  test('is accepted while Temporal is away: a job to watch, and an outbox row that waits', async () => {
    const { user, connection } = await userWithConnection();
    const { status, headers, body } = await create(user, { connectionId: connection._id });
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/api/v1/jobs/${body.id}`);
    expect(body).toMatchObject({
      workspaceId: user.workspaceId,
      kind: 'backup',
      state: 'queued',
      subject: { type: 'backup', name: expect.stringMatching(/^facebook-\d{4}-\d\d-\d\d-[0-9a-z]{6}$/) },
      percent: 0,
      warnings: [],
      cancelRequested: false,
      attempt: 1,
    });
    expect(body.steps.map(({ name }: { name: string }) => name)).toEqual([
      'list',
      'photos',
      'posts',
      'renditions',
      'captions',
      'archive',
    ]);
    expect(await get(user, headers.get('location') ?? '')).toEqual(body);
    const backup = await get(user, `${path}/${body.subject.id}`);
    expect(backup).toMatchObject({
      id: body.subject.id,
      jobId: body.id,
      connectionId: connection._id,
      state: 'queued',
    });
    expect(backup).toMatchObject({
      account: { displayName: 'Rosa Quispe' },
      archive: null,
      cover: [],
      finishedAt: null,
    });

    const [row] = await api.runtime.mongo.models.outbox.find({ workspaceId: user.workspaceId }).lean();
    expect(row).toMatchObject({
      workflowType: 'backup',
      workflowId: `backup:${body.subject.id}`,
      taskQueue: 'workflow',
      startedAt: null,
      input: { workspaceId: user.workspaceId, backupId: body.subject.id, jobId: body.id, attempt: 1 },
    });
    expect(row?.attempts).toBeGreaterThanOrEqual(1);
    // It ends up where operators read it: ids only.
    expect(JSON.stringify(row)).not.toContain('Rosa');
  });

  test('with an Idempotency-Key twice starts one, also at the same time; another body is 409', async () => {
    const { user, connection } = await userWithConnection();
    const headers = { 'idempotency-key': ulid() };
    const body = { connectionId: connection._id, includePosts: false };
    const first = await create(user, body, headers);
    const again = await create(user, body, headers);
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await create(user, { ...body, includePosts: true }, headers);
    expect([other.status, other.body.error.code]).toEqual([409, 'common.idempotency_mismatch']);
    expect(await countOf(user)).toEqual([1, 1, 1]);

    const second = await userWithConnection();
    const rush = { 'idempotency-key': ulid() };
    const at = { connectionId: second.connection._id };
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(second.user, at, rush)));
    expect(new Set(answers.filter(({ status }) => status === 202).map((answer) => answer.body.id)).size).toBe(
      1,
    );
    expect(await countOf(second.user)).toEqual([1, 1, 1]);
  });

  test('while one of the account is at work is 409 with its job, also when both come at once', async () => {
    const { user, connection } = await userWithConnection();
    const body = { connectionId: connection._id };
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(user, body)));
    const [made] = answers.filter(({ status }) => status === 202);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(3);
    for (const answer of refused) {
      const details = { jobId: made?.body.id, backupId: made?.body.subject.id };
      expect(answer.body).toEqual(errorForm('memories.backup_running', details));
    }
    expect(await countOf(user)).toEqual([1, 1, 1]);
    const other = await seedConnection(api.runtime, user);
    expect((await create(user, { connectionId: other._id })).status).toBe(202);
  });

  test.each(['reconnect', 'disconnected'] as const)('of an account in state %s is 409', async (state) => {
    const user = await api.newUser();
    const connection = await seedConnection(api.runtime, user, { state });
    const { status, body } = await create(user, { connectionId: connection._id });
    expect(status).toBe(409);
    expect(body).toEqual(errorForm('memories.reconnect_needed', { connectionId: connection._id }));
    expect(await countOf(user)).toEqual([0, 0, 0]);
  });

  test('of an account of another workspace, or of none, is 404', async () => {
    const { connection } = await userWithConnection();
    const user = await api.newUser();
    const answers = [connection._id, ulid()].map((connectionId) => create(user, { connectionId }));
    for (const { status, body } of await Promise.all(answers)) {
      expect(status).toBe(404);
      expect(body).toEqual(errorForm('common.not_found'));
    }
    // One’s own, but in another of one’s workspaces.
    const made = await api.call('POST', '/api/v1/tenants/register', {
      token: user.token,
      body: { name: 'Shop', kind: 'shop' },
    });
    const mine = await seedConnection(api.runtime, user);
    const elsewhere = await create(user, { connectionId: mine._id }, { 'x-workspace-id': made.body.id });
    expect(elsewhere.status).toBe(404);
  });

  test.each([
    [{}, 'connectionId'],
    [{ connectionId: 'x' }, 'connectionId'],
    [{ connectionId: { $ne: null } }, 'connectionId'],
    [{ connectionId: ulid(), includePosts: 'yes' }, 'includePosts'],
  ])('with %j is 400 and names the field', async (body, field) => {
    const answer = await create(await api.newUser(), body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(errorForm('common.invalid', { fields: { [field]: expect.any(String) } }));
  });
});

describe('the list of backups', () => {
  test('is paged, newest first, without gaps or repetitions while new ones come', async () => {
    const { user, connection } = await userWithConnection();
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      made.unshift((await seedEmptyBackup(api.runtime, user, { connection })).backup._id);
      // Ids of one millisecond are in no order.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await get(
        user,
        `${path}?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await seedEmptyBackup(api.runtime, user, { connection });
    } while (cursor);
    expect(seen).toEqual(made);
  });

  test.each(['limit=0', 'limit=201', 'limit=ten', `cursor=${'x'.repeat(501)}`])(
    'refuses ?%s',
    async (query) => {
      const user = await api.newUser();
      const { status, body } = await api.call('GET', `${path}?${query}`, { token: user.token });
      expect(status).toBe(400);
      expect(body).toEqual(errorForm('common.invalid', { fields: expect.any(Object) }));
    },
  );
});
