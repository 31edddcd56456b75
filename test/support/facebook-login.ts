import { createLogger } from '../../runtime/logger.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { type Recorder, recordAnswers } from './record-answers.ts';
import { postJson } from './sandbox-client.ts';
import { startApi, type TestApi, type TestUser } from './start-api.ts';

export interface Choice {
  person?: string;
  /** Permissions that are ticked; all that are asked for unless told otherwise. */
  allow?: string[];
  action?: 'continue' | 'cancel';
}

/** The API with a sandbox of its own behind a recorder, and what a browser does on the way through the dialog. */
export async function startFacebookLogin() {
  const lines: string[] = [];
  const sandbox: RunningSandbox = await startSandbox();
  const vendor: Recorder = await recordAnswers(sandbox.url);
  const destination = { write: (line: string) => void lines.push(line) };
  const api: TestApi = await startApi(
    { SANDBOX_URL: vendor.url, SANDBOX_PUBLIC_URL: sandbox.url, SANDBOX_SMTP_URL: sandbox.smtpUrl },
    { logger: createLogger({ level: 'trace', process: 'test', destination }) },
  );

  const authorize = (user: TestUser, body: object = {}, headers: Record<string, string> = {}) =>
    api.call('POST', '/api/v1/oauth/facebook/authorize', { token: user.token, body, headers });
  const dialogOf = async (user: TestUser, body: object = {}, headers: Record<string, string> = {}) =>
    new URL((await authorize(user, body, headers)).body.url);

  /** Answers the dialog; gives the address that the browser is sent back to. */
  async function choose(dialog: URL, { person = 'rich', allow, action = 'continue' }: Choice = {}) {
    const form = new URLSearchParams(dialog.search);
    form.set('person', person);
    form.set('action', action);
    const asked = (dialog.searchParams.get('scope') ?? '').split(',');
    for (const scope of allow ?? asked) form.append('permission', scope);
    const answer = await fetch(dialog.origin + dialog.pathname, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const location = answer.headers.get('location');
    if (!location) throw new Error(`The dialog answered ${answer.status}.`);
    return new URL(location);
  }

  /** Follows the way back as a user, or as nobody. */
  async function comeBack(back: URL, user: TestUser | null, headers: Record<string, string> = {}) {
    const answer = await api.call('GET', back.pathname + back.search, { token: user?.token, headers });
    return { status: answer.status, to: answer.headers.get('location'), body: answer.body };
  }

  return {
    api,
    sandbox,
    vendor,
    /** What was logged. */
    lines,
    authorize,
    dialogOf,
    choose,
    comeBack,
    /** The whole way; answers with the connection's id. */
    async connect(user: TestUser, body: object = {}, choice: Choice = {}): Promise<string> {
      const { to } = await comeBack(await choose(await dialogOf(user, body), choice), user);
      const id = new URL(to ?? '', 'http://localhost').searchParams.get('connected');
      if (!id) throw new Error(`The login ended at ${to}.`);
      return id;
    },
    connectionsOf: async (user: TestUser) =>
      (await api.call('GET', '/api/v1/accounts/connected', { token: user.token })).body.items,
    fail: (fault: object) => postJson(`${sandbox.url}/_sandbox/faults`, fault),
    clearFaults: () => fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' }),
    async close() {
      await api.close();
      await vendor.close();
      await sandbox.close();
    },
  };
}
