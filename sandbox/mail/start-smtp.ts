import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { SandboxContext } from '../core/context.ts';
import { type StoredMail, storeMail } from './store-mail.ts';

const largestMail = 25_000_000;

/** A mail server that takes every message, for any address, and keeps it for the mailbox page. */
export async function startSmtp(context: SandboxContext, host: string, port: number) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMail,
    logger: false,
    closeTimeout: 1000,
    onData(stream, session, callback) {
      void receive(context, stream, session).then((id) => callback(null, `kept as ${id}`), callback);
    },
  });
  // A client that goes away in mid-sentence is its own affair.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = server.server.address() as AddressInfo;
  return {
    url: `smtp://${host}:${bound.port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function receive(context: SandboxContext, stream: SMTPServerDataStream, session: SMTPServerSession) {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw smtpError(552, 'message is too big');
  const to = session.envelope.rcptTo.map((recipient) => recipient.address);
  const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
  context.ledger.count('smtp', 'DATA', to[0]);
  const fault = context.faults.next({ vendor: 'smtp', route: 'DATA', method: 'SMTP', url: to.join(',') });
  if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  const refused = fault?.kind === 'status' || fault?.kind === 'rate-limit';
  if (refused) throw smtpError(fault.status ?? 451, 'try again later');
  const mail: StoredMail = await storeMail(context, { from, to, raw: Buffer.concat(chunks) });
  if (fault?.kind === 'drop-after-accept') throw smtpError(421, 'connection lost');
  return mail.id;
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
