import type { Runtime } from '../../runtime/create-runtime.ts';
import { makeActionLink } from '../accounts/action-link.ts';
import { renderMail } from './render-mail.ts';

type Dependencies = Pick<Runtime, 'mongo' | 'clock' | 'env' | 'providers'>;

/** `obsolete`: nobody to send it to, or its link has been used or has expired. */
export type Delivery = 'sent' | 'obsolete' | 'no_mail_server';

/**
 * Makes a mail's text and hands it to the mail server. Address, name and link are looked up here, so that none
 * of them travels through a workflow. May be called again after a lost answer: a second copy (with the same
 * Message-ID) does no harm, a mail that never comes locks somebody out. Throws ProviderError.
 */
export async function deliverMail(
  { mongo, clock, env, providers }: Dependencies,
  mailId: string,
): Promise<Delivery> {
  const { mails, users, actionTokens } = mongo.models;
  const mail = await mails.findById(mailId).lean();
  if (!mail) return 'obsolete';
  if (mail.state === 'sent') return 'sent';
  const user = await users.findById(mail.userId, { email: 1, name: 1 }).lean();
  const action = mail.actionTokenId
    ? await actionTokens
        .findOne({ _id: mail.actionTokenId, usedAt: null, expiresAt: { $gt: clock.date() } })
        .lean()
    : null;
  if (!user || (mail.actionTokenId && !action)) return 'obsolete';
  if (!providers.mail) return 'no_mail_server';

  await mails.updateOne({ _id: mailId }, { $set: { state: 'sending' } });
  const link = action && makeActionLink(env, action.purpose, action._id);
  await providers.mail.provider.send({
    from: env.MAIL_FROM,
    to: user.email,
    ...renderMail(mail.template, { name: user.name, link }),
    messageId: `<${mailId}@${new URL(env.PUBLIC_URL).hostname}>`,
  });
  await mails.updateOne({ _id: mailId }, { $set: { state: 'sent', sentAt: clock.date() } });
  return 'sent';
}

/** Notes how a mail ended that was not sent: `unknown` when the server's last answer was lost. */
export async function giveUpMail(
  { mongo }: Pick<Runtime, 'mongo'>,
  mailId: string,
  state: 'failed' | 'unknown',
): Promise<void> {
  await mongo.models.mails.updateOne({ _id: mailId, state: { $ne: 'sent' } }, { $set: { state } });
}
