import PostalMime from 'postal-mime';
import type { SandboxContext } from '../core/context.ts';

/** A message as the mailbox shows it. */
export interface StoredMail {
  id: string;
  at: string;
  from: string;
  /** The envelope's recipients. */
  to: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
  attachments: { name: string; type: string; bytes: number }[];
}

/** Parses a raw message, keeps it, enters it in the ledger. */
export async function storeMail(
  context: SandboxContext,
  message: { from: string; to: string[]; raw: Buffer },
): Promise<StoredMail> {
  const parsed = await PostalMime.parse(message.raw);
  const mail: StoredMail = {
    id: `mail-${listMails(context).length + 1}`,
    at: new Date(context.now()).toISOString(),
    from: message.from,
    to: message.to,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html ?? '',
    messageId: parsed.messageId ?? '',
    attachments: parsed.attachments.map((part) => ({
      name: part.filename ?? 'unnamed',
      type: part.mimeType,
      bytes: typeof part.content === 'string' ? part.content.length : part.content.byteLength,
    })),
  };
  context.store.set('mails', mail.id, mail);
  context.ledger.record('smtp', 'mail.accepted', mail.id, { to: mail.to, messageId: mail.messageId });
  return mail;
}

/** Oldest first; `to` keeps those for one address, in any case. */
export function listMails(context: SandboxContext, to?: string): StoredMail[] {
  const mails = context.store.list<StoredMail>('mails');
  if (to === undefined) return mails;
  const wanted = to.toLowerCase();
  return mails.filter((mail) => mail.to.some((address) => address.toLowerCase() === wanted));
}

/** Addresses in the text and in the links of the HTML, in order, each once. */
export function linksOf(mail: StoredMail): string[] {
  const fromHtml = [...mail.html.matchAll(/href\s*=\s*["']([^"']+)["']/gi)].map((found) =>
    decodeAmp(found[1]),
  );
  const fromText = [...mail.text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map((found) => found[0]);
  return [...new Set([...fromHtml, ...fromText])].filter((link) => /^https?:\/\//i.test(link));
}

function decodeAmp(text = ''): string {
  return text.replaceAll('&amp;', '&').replaceAll('&#38;', '&');
}
