import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { defineProvider } from '../define-provider.ts';
import { ProviderError } from '../errors.ts';
import type { MailProvider } from './mail-provider.ts';

const name = 'smtp';

/** Mail over SMTP submission (RFC 6409). */
export const smtp = defineProvider({
  name,
  capability: 'mail',
  options: z.object({
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/\S+$/, 'Expected smtp://user:password@host:587 or smtps://…')
      .describe(
        'Mail server, such as smtp://user:password@mail.example.com:587 (STARTTLS) or smtps://… (TLS).',
      ),
  }),
  credentials: ['SMTP_URL'],
  sandbox: (_url, smtpUrl) => ({ SMTP_URL: smtpUrl }),
  limits: 'As the mail server says; mails are sent one by one.',
  docsUrl: 'https://nodemailer.com/smtp/',
  create: (options, { mode }): MailProvider => {
    const url = new URL(options.SMTP_URL);
    const transport = createTransport({
      url: options.SMTP_URL,
      // A password never goes over a line that is not encrypted.
      requireTLS: mode === 'live' && url.protocol === 'smtp:' && url.username !== '',
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return {
      send: async (message) => {
        try {
          await transport.sendMail(message);
        } catch (cause) {
          throw toProviderError(cause);
        }
      },
      close: async () => transport.close(),
    };
  },
});

/** What nodemailer throws; its message may quote the recipient, so it is not passed on. */
function toProviderError(cause: unknown): ProviderError {
  const { code, responseCode, syscall } = cause as { code?: string; responseCode?: number; syscall?: string };
  const init = { provider: name, status: responseCode, vendorCode: code };
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    // The operator can put it right while the mail waits.
    return new ProviderError({
      ...init,
      code: 'wrong_credentials',
      message: 'The mail server refused our login.',
      retryable: true,
    });
  }
  if (code === 'ETLS') {
    const message = 'The mail server does not offer the encryption that our login needs.';
    return new ProviderError({ ...init, code: 'no_encryption', message, retryable: true });
  }
  if (responseCode !== undefined) {
    const retryable = responseCode < 500;
    const message = `The mail server refused the mail with ${responseCode}.`;
    return new ProviderError({ ...init, code: retryable ? 'unavailable' : 'rejected', message, retryable });
  }
  const notReached = syscall === 'connect' || code === 'EDNS';
  return new ProviderError({
    ...init,
    code: 'unavailable',
    message: notReached ? 'The mail server can’t be reached.' : 'The mail server’s answer was lost.',
    outcome: notReached ? 'failed' : 'unknown',
    retryable: true,
  });
}
