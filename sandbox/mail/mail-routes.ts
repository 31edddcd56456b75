import { Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { type Html, html } from '../pages/html.ts';
import { sendPage } from '../pages/send-page.ts';
import { linksOf, listMails, type StoredMail } from './store-mail.ts';

/** The mailbox for people (`/mailbox`) and for scripts (`/_sandbox/mailbox?to=`). */
export function mailRoutes(context: SandboxContext): Router {
  const router = Router();
  const find = (id: string | undefined) => listMails(context).find((mail) => mail.id === id);
  router.get('/_sandbox/mailbox', (req, res) => {
    const to = typeof req.query.to === 'string' ? req.query.to : undefined;
    res.json({ mails: listMails(context, to).map((mail) => ({ ...mail, links: linksOf(mail) })) });
  });
  router.get('/mailbox', (req, res) => {
    const to = typeof req.query.to === 'string' ? req.query.to : undefined;
    sendPage(res, { title: 'Mailbox', body: listPage(listMails(context, to).reverse(), to) });
  });
  router.get('/mailbox/:id', (req, res) => {
    const mail = find(req.params.id);
    if (mail === undefined) return sendPage(res, { title: 'No such message', status: 404, body: missing() });
    sendPage(res, { title: mail.subject, body: mailPage(mail), frames: true });
  });
  router.get('/mailbox/:id/html', (req, res) => {
    const mail = find(req.params.id);
    if (mail === undefined || mail.html === '') return res.status(404).type('text').send('no HTML part');
    // The message is shown as it came, but in a frame that can run nothing and load nothing from elsewhere.
    res
      .set({
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; " +
          'sandbox allow-popups allow-popups-to-escape-sandbox',
        'x-content-type-options': 'nosniff',
      })
      .type('html')
      .send(`<base target="_blank">${mail.html}`);
  });
  return router;
}

function listPage(mails: StoredMail[], to: string | undefined): Html {
  return html`<h1>Mailbox</h1>
<p class="soft">${mails.length} ${mails.length === 1 ? 'message' : 'messages'}${to !== undefined && html` for ${to}`}</p>
${mails.length === 0 && html`<div class="card"><p>Nothing has been sent yet.</p></div>`}
<ul class="list">${mails.map(
    (mail) => html`<li><a class="row" href="/mailbox/${mail.id}"><span>
<strong>${mail.subject === '' ? '(no subject)' : mail.subject}</strong>
<span class="soft">to ${mail.to.join(', ')} · <time datetime="${mail.at}">${mail.at.slice(0, 16).replace('T', ' ')}</time></span>
</span></a></li>`,
  )}</ul>`;
}

function mailPage(mail: StoredMail): Html {
  const links = linksOf(mail);
  return html`<p><a href="/mailbox">All messages</a></p>
<h1>${mail.subject === '' ? '(no subject)' : mail.subject}</h1>
<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to.join(', ')}</dd><dt>Sent</dt><dd>${mail.at}</dd></dl>
${links.length > 0 && html`<h2>Links</h2><ul>${links.map((link) => html`<li><a href="${link}" rel="noreferrer">${link}</a></li>`)}</ul>`}
${mail.html !== '' && html`<h2>Message</h2><iframe title="The message" src="/mailbox/${mail.id}/html"></iframe>`}
<h2>Plain text</h2>
<div class="card"><pre>${linkify(mail.text)}</pre></div>
${mail.attachments.length > 0 && html`<h2>Attachments</h2><ul>${mail.attachments.map((part) => html`<li>${part.name} (${part.type}, ${part.bytes} bytes)</li>`)}</ul>`}`;
}

function linkify(text: string): Html[] {
  const pieces = text.split(/(https?:\/\/[^\s<>"')\]]+)/);
  return pieces.map((piece, i) =>
    i % 2 === 1 ? html`<a href="${piece}" rel="noreferrer">${piece}</a>` : html`${piece}`,
  );
}

function missing(): Html {
  return html`<h1>No such message</h1><p><a href="/mailbox">All messages</a></p>`;
}
