/**
 * "Apps and websites", `/www.facebook.com/settings/apps`, where a person removes the app or asks that their data be
 * erased. The form is stable: POST `person=rich|…` and `action=remove|delete` (ids `remove-rich`, `delete-rich`, …);
 * `callbacks` may name the address below which the app takes callbacks. Scripts that accept JSON get
 * `{removed, callbacks: [{kind, status, url?, code?}]}`.
 */
import express, { Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { type Html, html } from '../pages/html.ts';
import { sendPage } from '../pages/send-page.ts';
import type { Person } from '../people/types.ts';
import { facebookApp, hosts } from './app.ts';
import { readGrant, revoke } from './grants.ts';
import { type CallbackAnswer, type CallbackKind, callbackBase, sendCallback } from './send-callbacks.ts';

const path = '/settings/apps';
type Sent = CallbackAnswer & { kind: CallbackKind };

export function appsRoutes(context: SandboxContext): Router {
  const router = Router();
  router.get(path, (_req, res) => {
    const connected = context.people.list().filter((person) => readGrant(context, person).connected);
    sendPage(res, { title: 'Apps and websites', body: listPage(connected) });
  });
  router.post(path, express.urlencoded({ extended: false }), async (req, res) => {
    const form = (req.body ?? {}) as Record<string, unknown>;
    const person = context.people.find(String(form.person));
    const base = typeof form.callbacks === 'string' ? form.callbacks : callbackBase(context);
    if (!person || (form.action !== 'remove' && form.action !== 'delete') || !base) {
      return void res
        .status(400)
        .json({ error: 'person, action=remove|delete, and an app that has connected' });
    }
    revoke(context, person);
    const kinds: CallbackKind[] =
      form.action === 'delete' ? ['deauthorize', 'data-deletion'] : ['deauthorize'];
    const sent: Sent[] = [];
    for (const kind of kinds) sent.push({ kind, ...(await sendCallback(context, kind, person, base)) });
    if (req.accepts(['html', 'json']) === 'json') return void res.json({ removed: true, callbacks: sent });
    sendPage(res, { title: 'Removed', body: resultPage(sent) });
  });
  return router;
}

function listPage(people: Person[]): Html {
  if (people.length === 0) {
    return html`<h1>Apps and websites</h1><p class="soft">No account is connected with an app.</p>`;
  }
  return html`<h1>Apps and websites</h1>
<p class="soft">Who has connected <strong>${facebookApp.name}</strong>. Facebook tells the app of each choice.</p>
${people.map(
  ({ key, name }) => html`<form class="card" method="post" action="/${hosts.www}${path}">
<input type="hidden" name="person" value="${key}">
<p><strong>${name}</strong></p>
<div class="actions">
<button class="button" type="submit" name="action" value="remove" id="remove-${key}">Remove app</button>
<button class="button" type="submit" name="action" value="delete" id="delete-${key}">Remove and have the data erased</button>
</div>
</form>`,
)}`;
}

function resultPage(sent: Sent[]): Html {
  const wish = sent.find(({ kind }) => kind === 'data-deletion');
  return html`<h1>The app was removed</h1>
<ul>${sent.map(({ kind, status }) => html`<li>${kind}: the app answered ${status || 'nothing'}</li>`)}</ul>
${wish?.url !== undefined && html`<p>Confirmation code <code>${wish.code}</code>. <a href="${wish.url}" id="deletion-status">See how far it is</a></p>`}`;
}
