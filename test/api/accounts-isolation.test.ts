import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { buildOpenApi } from '../../api/ops/build-openapi.ts';
import type { ObjectKind } from '../../schemas/contracts/route.ts';
import { exampleOf, type JsonSchema } from '../support/example-of.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

interface Operation {
  operationId: string;
  'x-object'?: ObjectKind;
  parameters?: { name: string; in: string; schema: JsonSchema }[];
  requestBody?: { content: { 'application/json': { schema: JsonSchema } } };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

const document = buildOpenApi('http://localhost:8420') as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);
const withId = operations.filter(({ operation }) => operation['x-object']);
const withWorkspace = operations.filter(({ operation }) =>
  operation.parameters?.some(({ name }) => name === 'X-Workspace-Id'),
);

let api: TestApi;
let owner: TestUser;
let stranger: TestUser;
let ids: Record<ObjectKind, string>;

beforeAll(async () => {
  api = await startApi();
  [owner, stranger] = [await api.newUser('Olga Owner'), await api.newUser('Sam Stranger')];
  ids = await makeOneOfEach(api, owner);
}, 60_000);
afterAll(() => api?.close());

const send = (user: TestUser, method: string, path: string, operation: Operation, headers = {}) => {
  const schema = operation.requestBody?.content['application/json'].schema;
  const body = schema && exampleOf(schema, document.components.schemas);
  return api.call(method, `/api/v1${path}`, { token: user.token, headers, ...(body ? { body } : {}) });
};

/** The path with its object's id and any other parameter filled in. */
const fill = (path: string, operation: Operation, id: string) =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const schema = operation.parameters?.find((parameter) => parameter.name === name)?.schema ?? {};
    return name.endsWith('Id') ? id : String(exampleOf(schema, document.components.schemas));
  });

const kindOf = (operation: Operation) => operation['x-object'] as ObjectKind;
const withoutRequest = (body: { error: { requestId: string } }) => ({ ...body.error, requestId: '' });

/** Everything of the owner's, as it is stored. */
async function everything(): Promise<string> {
  const { models } = api.runtime.mongo;
  const scope = { workspaceId: owner.workspaceId };
  const rows = [
    await models.users.findById(owner.id).lean(),
    await models.workspaces.findById(owner.workspaceId).lean(),
    await models.sessions.find({ userId: owner.id }).sort({ _id: 1 }).lean(),
    await models.members.find(scope).sort({ _id: 1 }).lean(),
    await models.connections.find(scope).sort({ _id: 1 }).lean(),
    await models.jobs.find(scope).sort({ _id: 1 }).lean(),
    await models.backups.find(scope).sort({ _id: 1 }).lean(),
    await models.memories.find(scope).sort({ _id: 1 }).lean(),
    await models.assets.find(scope).sort({ _id: 1 }).lean(),
    await models.outbox.find(scope).sort({ _id: 1 }).lean(),
  ];
  return JSON.stringify(rows);
}

describe('every route with an id answers 404 to a user of another workspace, and changes nothing', () => {
  test.each(
    withId.map(({ path, method, operation }) => [`${method} ${path}`, method, path, operation] as const),
  )('%s', async (_name, method, path, operation) => {
    const before = await everything();
    const foreign = await send(stranger, method, fill(path, operation, ids[kindOf(operation)]), operation);
    expect([foreign.status, foreign.body.error?.code]).toEqual([404, 'common.not_found']);
    const missing = await send(stranger, method, fill(path, operation, ulid()), operation);
    expect(withoutRequest(foreign.body)).toEqual(withoutRequest(missing.body));
    expect(await everything()).toBe(before);
  });

  test('while the owner reads each of them', async () => {
    const readable = withId.filter(
      ({ method, operation }) =>
        method === 'GET' && operation.responses['200']?.content?.['application/json'],
    );
    for (const { path, method, operation } of readable) {
      const answer = await send(owner, method, fill(path, operation, ids[kindOf(operation)]), operation);
      expect([path, answer.status]).toEqual([path, 200]);
    }
    expect(new Set(readable.map(({ operation }) => kindOf(operation)))).toEqual(
      new Set(['backup', 'job', 'asset', 'memory', 'workspace']),
    );
    expect(new Set(withId.map(({ operation }) => kindOf(operation)))).toEqual(new Set(Object.keys(ids)));
  });
});

describe('every list or creation in another’s workspace answers 404, and changes nothing', () => {
  test.each(
    withWorkspace.map(
      ({ path, method, operation }) => [`${method} ${path}`, method, path, operation] as const,
    ),
  )('%s', async (_name, method, path, operation) => {
    const before = await everything();
    const named = { 'x-workspace-id': owner.workspaceId };
    const answer = await send(stranger, method, path, operation, named);
    expect([answer.status, answer.body.error?.code]).toEqual([404, 'common.not_found']);
    const byQuery = await send(stranger, method, `${path}?tenant_id=${owner.workspaceId}`, operation);
    expect(byQuery.status).toBe(404);
    expect(await everything()).toBe(before);
  });
});

test('an id in a body reaches no further than one’s own workspace', async () => {
  const answer = await api.call('POST', '/api/v1/memories/backups', {
    token: stranger.token,
    body: { connectionId: ids.connection },
  });
  expect([answer.status, answer.body.error.code]).toEqual([404, 'common.not_found']);
});

test.each(
  operations.map(({ path, method, operation }) => [`${method} ${path}`, method, path, operation] as const),
)('%s is closed to who is not signed in, if it is meant to be', async (_name, method, path, operation) => {
  const isPublic = (operation as { security?: unknown[] }).security?.length === 0;
  const schema = operation.requestBody?.content['application/json'].schema;
  const body = schema && exampleOf(schema, document.components.schemas);
  const url = `/api/v1${fill(path, operation, ulid())}`;
  const { status } = await api.call(method, url, body ? { body } : {});
  if (isPublic) expect([200, 201, 202, 401, 409, 422]).toContain(status);
  else expect(status).toBe(401);
  if (isPublic && status === 401) expect(path).toMatch(/^\/auth\/(login|refresh)$/);
});

async function makeOneOfEach({ runtime }: TestApi, user: TestUser): Promise<Record<ObjectKind, string>> {
  const { models } = runtime.mongo;
  const { workspaceId } = user;
  const [backup, job, asset, connection, memory] = [ulid(), ulid(), ulid(), ulid(), ulid()];
  const now = new Date();
  await models.connections.create({
    _id: connection,
    workspaceId,
    provider: 'facebook',
    mode: 'sandbox',
    remoteId: '1',
    displayName: 'Demo',
    state: 'connected',
    connectedByUserId: user.id,
    connectedAt: now,
  });
  await models.jobs.create({
    _id: job,
    workspaceId,
    userId: user.id,
    kind: 'backup',
    state: 'failed',
    workflowId: `backup:${backup}`,
    subject: { type: 'backup', id: backup, name: 'demo' },
  });
  await models.backups.create({
    _id: backup,
    workspaceId,
    userId: user.id,
    connectionId: connection,
    jobId: job,
    provider: 'facebook',
    name: 'demo',
    account: { remoteId: '1', displayName: 'Demo' },
    state: 'failed',
    counts: {},
    archive: { blobName: 'demo/backup.zip', bytes: 1, sha256: '0'.repeat(64), entries: 1, verifiedAt: now },
  });
  await models.assets.create({
    _id: asset,
    workspaceId,
    sha256: 'a'.repeat(64),
    blobName: 'demo/a.jpg',
    mime: 'image/jpeg',
    extension: 'jpg',
    bytes: 1,
  });
  await models.memories.create({
    _id: memory,
    workspaceId,
    backupId: backup,
    kind: 'photo',
    remoteId: '2',
    page: 0,
    sortAt: now,
    state: 'stored',
    assetId: asset,
  });
  const session = await models.sessions.findOne({ userId: user.id }).orFail().lean();
  const member = await models.members.findOne({ workspaceId }).orFail().lean();
  return {
    backup,
    job,
    asset,
    connection,
    memory,
    workspace: workspaceId,
    session: session._id,
    member: member._id,
  };
}
