import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { smtp } from '../../providers/mail/smtp.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';

const context = { fetch: globalThis.fetch, now: Date.now, root: '', mode: 'sandbox' as const };
const message = {
  from: 'Perennial <perennial@localhost>',
  to: 'lena@example.test',
  subject: 'Grüße 🌻',
  text: 'Plain text',
  html: '<p>Simple <b>HTML</b></p>',
  messageId: '<01JD0000000000000000000000@localhost>',
};

describe('against the sandbox', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  }, 60_000);
  afterAll(() => sandbox?.close());

  test('a mail arrives whole in the mailbox', async () => {
    const options = smtp.options.parse(smtp.sandbox?.(sandbox.url, sandbox.smtpUrl, sandbox.url));
    const mail = smtp.create(options, context);
    await mail.send(message);
    await mail.close?.();
    const page = await (await fetch(`${sandbox.url}/mailbox`)).text();
    expect(page).toContain('lena@example.test');
    expect(page).toContain('Grüße 🌻');
    const ledger = await (await fetch(`${sandbox.url}/_sandbox/ledger`)).text();
    expect(ledger).toContain(message.messageId);
  });
});

/** A mail server that answers each command as told; the last rule that matches counts. */
async function withServer<T>(
  answers: (command: string, socket: Socket) => string | null,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write('220 test\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        if (inData && line !== '.') continue;
        const command = inData ? '.' : line;
        inData = command.startsWith('DATA');
        const answer = answers(command, socket);
        if (answer) socket.write(`${answer}\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work(`127.0.0.1:${(server.address() as { port: number }).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

const usual = (command: string) =>
  command.startsWith('DATA') ? '354 go on' : command.startsWith('EHLO') ? '250 test' : '250 ok';
const failureOf = (url: string, mode: 'sandbox' | 'live' = 'sandbox') =>
  smtp
    .create({ SMTP_URL: url }, { ...context, mode })
    .send(message)
    .then(
      () => null,
      (error: unknown) => error,
    );

describe('what goes wrong is told apart', () => {
  test.each([
    ['a refused recipient is final', 'RCPT', '550 no such user', 'rejected', 'failed', false],
    ['a full mailbox is tried again', 'RCPT', '452 mailbox full', 'unavailable', 'failed', true],
    ['a refused text is final', '.', '554 looks like spam', 'rejected', 'failed', false],
    ['a busy server is tried again', 'MAIL', '421 too busy', 'unavailable', 'failed', true],
  ])('%s', async (_what, at, answer, code, outcome, retryable) => {
    const error = await withServer(
      (command) => (command.startsWith(at) ? answer : usual(command)),
      (address) => failureOf(`smtp://${address}`),
    );
    expect(error).toMatchObject({ name: 'ProviderError', provider: 'smtp', code, outcome, retryable });
    expect((error as Error).message).not.toContain('lena');
  });

  test('an answer that is lost after the text was sent leaves it unknown', async () => {
    const error = await withServer(
      (command, socket) => {
        if (command !== '.') return usual(command);
        socket.destroy();
        return null;
      },
      (address) => failureOf(`smtp://${address}`),
    );
    expect(error).toMatchObject({ code: 'unavailable', outcome: 'unknown', retryable: true });
  });

  test('a server that is not there is surely not reached', async () => {
    expect(await failureOf('smtp://127.0.0.1:1')).toMatchObject({
      code: 'unavailable',
      outcome: 'failed',
      retryable: true,
    });
  });

  test('a password is never sent over an open line', async () => {
    const commands: string[] = [];
    const error = await withServer(
      (command) => {
        commands.push(command);
        if (command.startsWith('STARTTLS')) return '502 not here';
        return command.startsWith('EHLO') ? '250-test\r\n250 AUTH PLAIN LOGIN' : usual(command);
      },
      (address) => failureOf(`smtp://someone:canary@${address}`, 'live'),
    );
    expect(error).toMatchObject({ code: 'no_encryption', outcome: 'failed', retryable: true });
    expect(commands.filter((command) => /AUTH|MAIL/.test(command))).toEqual([]);
  });

  test('a wrong login waits for the operator', async () => {
    const error = await withServer(
      (command) => {
        if (command.startsWith('EHLO')) return '250-test\r\n250 AUTH PLAIN';
        return command.startsWith('AUTH') ? '535 wrong' : usual(command);
      },
      (address) => failureOf(`smtp://someone:secret@${address}`),
    );
    expect(error).toMatchObject({ code: 'wrong_credentials', retryable: true });
  });
});

test('an address of a server is checked when it is set', () => {
  expect(smtp.options.safeParse({ SMTP_URL: 'mail.example.test' }).success).toBe(false);
  expect(smtp.options.safeParse({ SMTP_URL: 'smtps://user:p%40ss@mail.example.test' }).success).toBe(true);
});
