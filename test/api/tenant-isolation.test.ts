import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { buildOpenApi } from '../../api/ops/build-openapi.ts';
import type { Role } from '../../schemas/contracts/route.ts';
import { testEnv } from '../support/servers.ts';
import { snapshotOf } from '../support/snapshot.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';
import { anArchive, type Ids, makeTenantWorld } from '../support/tenant-world.ts';

interface Operation {
  operationId: string;
  'x-least-role'?: Role;
  parameters?: { name: string; in: string; schema: { pattern?: string; enum?: string[] } }[];
  requestBody?: { content: Record<string, unknown> };
  security: unknown[];
}
interface Call extends Operation {
  method: string;
  path: string;
  /** Names of the ids in the path. */
  ids: string[];
}

// A plain copy: what a client of GET /openapi.json sees (one test below holds the two to be the same).
const openapi = JSON.parse(JSON.stringify(buildOpenApi('http://localhost:8420'))) as {
  paths: Record<string, Record<string, Operation>>;
};
const calls: Call[] = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    path,
    method: method.toUpperCase(),
    ids: (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'path' && parameter.schema.pattern !== undefined)
      .map(({ name }) => name),
  })),
);
const idCases = calls.flatMap((call) =>
  call.ids.map((param) => ({ name: `${call.method} ${call.path} {${param}}`, call, param })),
);
const takesWorkspace = (call: Call) =>
  call.parameters?.some(({ name }) => name === 'X-Workspace-Id') ?? false;
const takesBytes = (call: Call) => 'application/octet-stream' in (call.requestBody?.content ?? {});
const inWorkspace = calls.filter(takesWorkspace);

/** A good body for every operation that takes one; made for the user whose objects are meant. */
const bodies: Record<string, (ids: Ids) => unknown> = {
  addMember: () => ({ email: carol.email, role: 'viewer' }),
  changeMember: () => ({ role: 'approver' }),
  authorizeFacebook: () => ({ returnTo: '/memories' }),
  createBackup: (ids) => ({ connectionId: ids.connectionId }),
  createImport: (ids) => ({ files: [anArchive], connectionId: ids.connectionId }),
  addImportFile: () => ({ name: 'part-2.zip', bytes: 3 }),
  editDate: () => ({ takenAt: '2001-02-03T04:05:06Z' }),
  editCaption: () => ({ text: 'Somebody else was here', revision: 0 }),
};

let api: TestApi;
let alice: TestUser;
let bob: TestUser;
let carol: TestUser;
/** A viewer in Alice's workspace. */
let vera: TestUser;
let idsOf: Map<TestUser, Ids>;

beforeAll(async () => {
  api = await startApi(await testEnv('blob'));
  await api.runtime.blobs.prepare();
  alice = await api.newUser('Alice');
  bob = await api.newUser('Bob');
  carol = await api.newUser('Carol');
  vera = await api.newUser('Vera');
  idsOf = new Map([
    [alice, await makeTenantWorld(api, alice)],
    [bob, await makeTenantWorld(api, bob)],
  ]);
  await api.call('POST', `/api/v1/tenants/${alice.workspaceId}/members`, {
    token: alice.token,
    body: { email: vera.email, role: 'viewer' },
  });
}, 120_000);
afterAll(() => api?.close());

/** Fills in a path; a name that no fixture knows is an error, so that no new route is left out. */
function fill(call: Call, ids: Ids): string {
  const path = call.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const choices = call.parameters?.find((parameter) => parameter.name === name)?.schema.enum;
    const value = choices?.[0] ?? ids[name];
    if (!value) throw new Error(`${call.operationId}: add an object for {${name}} to makeTenantWorld().`);
    return value;
  });
  return `/api/v1${path}`;
}

function send(
  user: TestUser,
  call: Call,
  ids: Ids,
  more: { headers?: object; query?: string; body?: object } = {},
) {
  if (takesBytes(call)) {
    return api.call(call.method, fill(call, ids), {
      token: user.token,
      headers: { 'content-type': 'application/octet-stream', ...more.headers },
      body: 'bytes',
    });
  }
  const body = bodies[call.operationId];
  if (call.requestBody && !body) throw new Error(`${call.operationId}: add a body to bodies.`);
  return api.call(call.method, fill(call, ids) + (more.query ?? ''), {
    token: user.token,
    headers: { ...more.headers },
    ...(body ? { body: { ...(body(ids) as object), ...more.body } } : {}),
  });
}

const idsFor = (user: TestUser): Ids => idsOf.get(user) ?? {};
/** What an answer says, apart from what names the request itself. */
const said = ({ status, headers, body }: Awaited<ReturnType<TestApi['call']>>) => ({
  status,
  type: headers.get('content-type'),
  caching: headers.get('cache-control'),
  body: { ...body, error: { ...body.error, requestId: '' } },
});
const theirs = () => snapshotOf(api.runtime, alice);

test('the document is the one that is served, and every route of it has a fixture', async () => {
  expect((await api.call('GET', '/openapi.json')).body.paths).toEqual(openapi.paths);
  expect(idCases.length).toBeGreaterThan(20);
  expect(inWorkspace.length).toBeGreaterThanOrEqual(5);
  for (const { call } of idCases) fill(call, idsFor(alice));
  const lacking = [...idCases.map(({ call }) => call), ...inWorkspace].filter(
    (call) => call.requestBody && !takesBytes(call) && !bodies[call.operationId],
  );
  expect(lacking.map(({ operationId }) => operationId)).toEqual([]);
  // An id elsewhere than in a path or in a known body would slip through: there is none.
  const elsewhere = calls.flatMap((call) =>
    (call.parameters ?? []).filter((parameter) => parameter.in === 'query' && /Id$/.test(parameter.name)),
  );
  expect(elsewhere).toEqual([]);
  const unknown = {
    ...(calls[0] as Call),
    path: '/new/{newThingId}',
    parameters: [],
    operationId: 'newRoute',
  };
  expect(() => fill(unknown, idsFor(alice))).toThrow('newThingId');
});

describe('a stranger with the id of', () => {
  test.each(idCases)('$name finds nothing and changes nothing', async ({ call, param }) => {
    const before = await theirs();
    const withId = (id: string) => ({ ...idsFor(bob), [param]: id });
    const foreign = await send(bob, call, withId(idsFor(alice)[param] ?? ''));
    const missing = await send(bob, call, withId(ulid()));
    expect([foreign.status, foreign.body.error?.code]).toEqual([404, 'common.not_found']);
    expect(said(foreign)).toEqual(said(missing));
    // Naming a workspace, one's own or theirs, opens nothing.
    for (const workspace of [alice.workspaceId, bob.workspaceId]) {
      const headers = { 'x-workspace-id': workspace };
      const named = await send(bob, call, withId(idsFor(alice)[param] ?? ''), { headers });
      expect(said(named)).toEqual(said(missing));
    }
    expect(await theirs()).toEqual(before);
  });

  test('anything is noted in the audit log', async () => {
    const { auditEvents } = api.runtime.mongo.models;
    const denied = await auditEvents.find({ userId: bob.id, outcome: 'denied' }).lean();
    for (const { call } of idCases) expect(denied.map(({ action }) => action)).toContain(call.operationId);
    const allowed = await auditEvents.find({
      userId: bob.id,
      outcome: 'allowed',
      workspaceId: alice.workspaceId,
    });
    expect(allowed).toEqual([]);
  });
});

describe('another’s workspace, named by a stranger at', () => {
  test.each(inWorkspace.map((call) => ({ name: `${call.method} ${call.path}`, call })))(
    '$name, looks like none, and nothing changes',
    async ({ call }) => {
      const before = await theirs();
      const name = (workspace: string) => [
        { headers: { 'x-workspace-id': workspace } },
        { query: `?tenant_id=${workspace}` },
        ...(call.requestBody ? [{ body: { tenant_id: workspace } }] : []),
      ];
      const missing = name(ulid());
      for (const [index, way] of name(alice.workspaceId).entries()) {
        const foreign = await send(bob, call, idsFor(alice), way);
        expect([foreign.status, foreign.body.error?.code]).toEqual([404, 'common.not_found']);
        expect(said(foreign)).toEqual(said(await send(bob, call, idsFor(alice), missing[index])));
      }
      expect(await theirs()).toEqual(before);
    },
  );

  test('lists holds nothing of another’s, and all of one’s own', async () => {
    const lists = inWorkspace.filter(({ method }) => method === 'GET');
    const seenBy = async (user: TestUser) => {
      const answers = [];
      for (const call of lists) answers.push((await send(user, call, {})).body.items);
      expect(answers.every((items) => items.length > 0)).toBe(true);
      return JSON.stringify(answers);
    };
    const [ofAlice, ofBob] = [await seenBy(alice), await seenBy(bob)];
    for (const name of ['backupId', 'jobId', 'connectionId', 'workspaceId']) {
      const [hers, his] = [idsFor(alice)[name] ?? '-', idsFor(bob)[name] ?? '-'];
      expect([name, ofAlice.includes(hers), ofAlice.includes(his)]).toEqual([name, true, false]);
      expect([name, ofBob.includes(his), ofBob.includes(hers)]).toEqual([name, true, false]);
    }
  });

  test('ids in a body reach no further than one’s own workspace', async () => {
    const before = await theirs();
    for (const operation of ['createBackup', 'createImport']) {
      const create = calls.find(({ operationId }) => operationId === operation) as Call;
      const foreign = await send(bob, create, idsFor(alice));
      const missing = await send(bob, create, { connectionId: ulid() });
      expect(said(foreign)).toEqual(said(missing));
      expect(foreign.status).toBe(404);
    }
    expect(await theirs()).toEqual(before);
  });
});

describe('a viewer', () => {
  const forEditors = calls.filter(
    (call) => call['x-least-role'] && (call.ids.length > 0 || takesWorkspace(call)),
  );
  const here = () => ({ headers: { 'x-workspace-id': alice.workspaceId } });

  test.each(forEditors.map((call) => ({ name: `${call.method} ${call.path}`, call })))(
    'is refused by $name, and nothing changes',
    async ({ call }) => {
      const before = await theirs();
      const { status, body } = await send(vera, call, idsFor(alice), here());
      expect([status, body.error?.code]).toEqual([403, 'accounts.not_allowed']);
      expect(await theirs()).toEqual(before);
    },
  );

  test('reads what every member may', async () => {
    const forAll = calls.filter(
      (call) =>
        call.method === 'GET' && !call['x-least-role'] && (call.ids.length > 0 || takesWorkspace(call)),
    );
    expect(forAll.length).toBeGreaterThan(10);
    for (const call of forAll) {
      const { status } = await send(vera, call, idsFor(alice), here());
      expect([call.operationId, status]).toEqual([call.operationId, 200]);
    }
  });
});

/** Last, since it changes and deletes: the same calls by the owner prove that the tests above can fail. */
test('the owner’s own calls are answered, whatever the method', async () => {
  const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  // Each once, and what lies in another object before that object itself.
  const once = [...new Set(idCases.map(({ call }) => call))];
  const sorted = once.toSorted(
    (a, b) => order.indexOf(a.method) - order.indexOf(b.method) || b.path.length - a.path.length,
  );
  const before = await theirs();
  for (const call of sorted) {
    const { status, body } = await send(alice, call, idsFor(alice));
    const told = [call.operationId, status, JSON.stringify(body?.error ?? null)];
    expect(status === 404 || status === 401 || status === 403 ? told : []).toEqual([]);
    if (call.method === 'GET') expect(told).toEqual([call.operationId, 200, 'null']);
  }
  const after = await theirs();
  const changed = Object.keys(before).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  expect(changed).toEqual(expect.arrayContaining(['assets', 'connections', 'jobs', 'members', 'sessions']));
});
