/**
 * The login dialog, `/www.facebook.com/{version}/dialog/oauth`. Its fields are stable:
 * - first page (GET form): buttons `name=person value=rich|empty|troublesome|polyglot` (ids `person-rich`, …), or put
 *   `person=rich` in the address at once; Cancel is `name=action value=cancel` (id `action-cancel`);
 * - second page (POST form): check boxes `name=permission value=user_photos` (ids `permission-user_photos`, …;
 *   `public_profile` cannot be unticked), buttons `name=action value=continue|cancel` (ids `action-continue`,
 *   `action-cancel`); hidden: `person` and every parameter of the request.
 * A script may POST the second form straight away (urlencoded); permissions not listed are declined. The answer
 * is 302 to `redirect_uri`, as from Facebook. A permission declined before is only offered again, unticked, with
 * `auth_type=rerequest`.
 */
import express, { type Response, Router } from 'express';
import type { SandboxContext } from '../core/context.ts';
import { sendPage } from '../pages/send-page.ts';
import type { Person } from '../people/types.ts';
import { hosts } from './app.ts';
import { issueCode } from './codes.ts';
import { choosePage, consentPage, mistakePage } from './dialog-page.ts';
import { type DialogRequest, readDialogRequest } from './dialog-request.ts';
import { keepAnswers, type PermissionStatus, readGrant } from './grants.ts';
import { keepCallbackBase } from './send-callbacks.ts';

const paths = ['/dialog/oauth', '/:version/dialog/oauth'];

export function dialogRoutes(context: SandboxContext): Router {
  const router = Router();
  router.get(paths, (req, res) => {
    const request = readDialogRequest(req.query);
    if ('mistake' in request) return refuse(res, request.mistake);
    const action = `/${hosts.www}${req.path}`;
    const formTargets = [new URL(request.redirectUri).origin];
    if (req.query.person === undefined) {
      const body = choosePage(action, request.carried, context.people.list());
      return sendPage(res, { title: 'Log in', body, formTargets });
    }
    const person = context.people.find(String(req.query.person));
    if (person === undefined) return refuse(res, 'There is no such person.');
    const body = consentPage(action, request.carried, person, offer(context, person, request));
    sendPage(res, { title: 'Access', body, formTargets });
  });
  router.post(paths, express.urlencoded({ extended: false }), (req, res) => {
    const form = (req.body ?? {}) as Record<string, unknown>;
    const request = readDialogRequest(form);
    if ('mistake' in request) return refuse(res, request.mistake);
    if (form.action === 'cancel') return goBack(context, res, request);
    const person = context.people.find(String(form.person));
    if (form.action !== 'continue' || person === undefined)
      return refuse(res, 'Choose a person, then Continue or Cancel.');
    const ticked = [form.permission ?? []].flat().map(String);
    const answers = offer(context, person, request).map(({ name }): [string, PermissionStatus] => [
      name,
      ticked.includes(name) || name === 'public_profile' ? 'granted' : 'declined',
    ]);
    keepAnswers(context, person, Object.fromEntries(answers));
    keepCallbackBase(context, request.redirectUri);
    goBack(context, res, request, person);
  });
  return router;
}

/** What is asked, less what was declined before, unless it is asked again on purpose. */
function offer(context: SandboxContext, person: Person, request: DialogRequest) {
  const { permissions } = readGrant(context, person);
  return request.permissions
    .filter((name) => request.rerequest || permissions[name] !== 'declined')
    .map((name) => ({ name, ticked: permissions[name] !== 'declined' }));
}

/** 302 to the product: with a code, or, without a person, with the denial. */
function goBack(context: SandboxContext, res: Response, request: DialogRequest, person?: Person): void {
  const target = new URL(request.redirectUri);
  const add = (values: Record<string, string>): void => {
    for (const [name, value] of Object.entries(values)) target.searchParams.append(name, value);
  };
  if (person === undefined) {
    add({
      error: 'access_denied',
      error_code: '200',
      error_description: 'Permissions error',
      error_reason: 'user_denied',
    });
    context.ledger.record(hosts.www, 'dialog.denied', 'app');
  } else {
    add({
      code: issueCode(context, {
        personId: person.id,
        redirectUri: request.redirectUri,
        challenge: request.challenge,
      }),
    });
  }
  if (request.state !== undefined) add({ state: request.state });
  // Facebook ends the address so, lest an old fragment is carried over.
  target.hash = '_=_';
  res.redirect(302, target.href);
}

function refuse(res: Response, mistake: string): void {
  sendPage(res, { title: 'Something went wrong', status: 400, body: mistakePage(mistake) });
}
