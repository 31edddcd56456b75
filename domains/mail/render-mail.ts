import type { MailDoc } from '../../schemas/models/mail.ts';

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

interface Content {
  subject: string;
  /** Each one a paragraph, as plain text. */
  before: string[];
  button: string | null;
  after: string[];
}

const contents: Record<MailDoc['template'], Content> = {
  'verify-email': {
    subject: 'Please confirm your e-mail address',
    before: ['Welcome to Perennial. Please confirm that this address is yours.'],
    button: 'Confirm address',
    after: ['The link works once, for three days.', 'If you did not sign up, you can ignore this mail.'],
  },
  'reset-password': {
    subject: 'Set a new password',
    before: ['Somebody, hopefully you, asked to set a new password for your Perennial account.'],
    button: 'Set a new password',
    after: [
      'The link works once, for one hour. Using it signs you out everywhere.',
      'If it was not you, ignore this mail: your password stays as it is.',
    ],
  },
  'password-changed': {
    subject: 'Your password was changed',
    before: ['The password of your Perennial account was changed, and other devices were signed out.'],
    button: null,
    after: ['If it was not you, set a new password at once with "Forgot password" on the sign-in page.'],
  },
  'sessions-ended': {
    subject: 'A device was signed out for your safety',
    before: [
      'A sign-in token of your Perennial account was used twice. That happens when somebody has copied it, so we signed out that device.',
    ],
    button: null,
    after: ['Please sign in again. If anything looks strange, change your password.'],
  },
  'account-erased': {
    subject: 'A Facebook account asked for its data to be erased',
    before: [
      'The owner of a Facebook account that was connected in your workspace asked Facebook to have the data erased. We have to follow: the connection is gone, and so are the backups made through it, with every picture that no other backup holds.',
    ],
    button: null,
    after: ['This can’t be undone. Archives that you have downloaded stay yours.'],
  },
};

/** Plain text and simple HTML; everything that a person wrote is escaped. */
export function renderMail(
  template: MailDoc['template'],
  values: { name: string; link: string | null },
): MailText {
  const { subject, before, button, after } = contents[template];
  // A name must not end the line that it stands in.
  const greeting = `Hello ${values.name.replace(/\s+/g, ' ')},`;
  const link = button === null ? null : values.link;
  const text = [greeting, ...before, ...(link ? [link] : []), ...after, 'Perennial'].join('\n\n');
  const paragraph = (line: string) => `<p>${escapeHtml(line)}</p>`;
  const html = [
    '<!doctype html><html><body style="font-family:sans-serif;line-height:1.5;max-width:36em">',
    paragraph(greeting),
    ...before.map(paragraph),
    ...(link && button
      ? [
          `<p><a href="${escapeHtml(link)}" style="display:inline-block;padding:.6em 1.2em;background:#1f2937;color:#fff;border-radius:.4em;text-decoration:none">${escapeHtml(button)}</a></p>`,
          `<p style="font-size:.85em;word-break:break-all">${escapeHtml(link)}</p>`,
        ]
      : []),
    ...after.map(paragraph),
    '<p>Perennial</p></body></html>',
  ].join('\n');
  return { subject, text: `${text}\n`, html };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
