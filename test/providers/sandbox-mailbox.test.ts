import { afterAll, beforeAll, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { type RunningSandbox, startSandbox } from '../../sandbox/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const send = (to: string, more: object = {}) =>
  nodemailer.createTransport(sandbox.smtpUrl).sendMail({ from: 'app@example.test', to, ...more });

test('a sent message is found by its recipient, with its links', async () => {
  await send('Ana@example.test', {
    subject: 'Confirm your address ✉️',
    text: 'Open http://localhost:3000/verify?token=abc&x=1 please',
    html: '<p>Open <a href="http://localhost:3000/verify?token=abc&amp;x=1">this</a></p>',
  });
  await send('other@example.test', { subject: 'Not for Ana' });
  const answer = await fetch(`${sandbox.url}/_sandbox/mailbox?to=ana@example.test`);
  const { mails } = (await answer.json()) as { mails: { id: string; subject: string; links: string[] }[] };
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({
    subject: 'Confirm your address ✉️',
    links: ['http://localhost:3000/verify?token=abc&x=1'],
  });
  const page = await (await fetch(`${sandbox.url}/mailbox/${mails[0]?.id}`)).text();
  expect(page).toContain('href="http://localhost:3000/verify?token=abc&amp;x=1"');
  const ledger = await (await fetch(`${sandbox.url}/_sandbox/ledger?vendor=smtp`)).json();
  expect(ledger).toMatchObject({ mutations: [{ kind: 'mail.accepted' }, { kind: 'mail.accepted' }] });
});

test('a hostile message can neither script the page nor break out of its frame', async () => {
  await send('x@example.test', {
    subject: '<script>alert(1)</script>',
    text: '<img src=x onerror=alert(1)> javascript:alert(1)',
    html: '<script>alert(1)</script><a href="javascript:alert(1)">x</a>',
  });
  const list = await fetch(`${sandbox.url}/_sandbox/mailbox?to=x@example.test`);
  const { mails } = (await list.json()) as { mails: { id: string; links: string[] }[] };
  expect(mails[0]?.links).toEqual([]);
  const page = await fetch(`${sandbox.url}/mailbox/${mails[0]?.id}`);
  const text = await page.text();
  expect(text).not.toContain('<script>');
  expect(text).not.toContain('<img src=x');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const frame = await fetch(`${sandbox.url}/mailbox/${mails[0]?.id}/html`);
  expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups/);
});

test('a mail server that refuses says so, and keeps nothing', async () => {
  await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vendor: 'smtp', kind: 'status', status: 451, count: 1 }),
  });
  await expect(send('late@example.test', { subject: 'one' })).rejects.toMatchObject({ responseCode: 451 });
  await send('late@example.test', { subject: 'two' });
  const list = await fetch(`${sandbox.url}/_sandbox/mailbox?to=late@example.test`);
  const { mails } = (await list.json()) as { mails: { subject: string }[] };
  expect(mails.map((mail) => mail.subject)).toEqual(['two']);
});
