import { type Html, html } from '../pages/html.ts';
import type { Person } from '../people/types.ts';
import { facebookApp, permissionWords } from './app.ts';

/** First step: who is signing in. */
export function choosePage(action: string, carried: Record<string, string>, people: Person[]): Html {
  return html`<h1>Log in as someone</h1>
<p class="soft"><strong>${facebookApp.name}</strong> wants to connect a Facebook account. These people are made up.</p>
<form method="get" action="${action}">
${hidden(carried)}
<ul class="people">${people.map(
    (
      person,
    ) => html`<li><button class="person" type="submit" name="person" value="${person.key}" id="person-${person.key}">
<img class="avatar" alt="" width="56" height="56" src="/_sandbox/avatars/${person.key}.jpg">
<span><strong>${person.name}</strong><span class="soft">${person.about}</span></span>
</button></li>`,
  )}</ul>
</form>
<form method="post" action="${action}">
${hidden(carried)}
<div class="actions"><button class="button" type="submit" name="action" value="cancel" id="action-cancel">Cancel</button></div>
</form>`;
}

/** Second step: what the app may see. `offered` says which boxes are ticked at first. */
export function consentPage(
  action: string,
  carried: Record<string, string>,
  person: Person,
  offered: { name: string; ticked: boolean }[],
): Html {
  return html`<h1>${facebookApp.name} is asking for access</h1>
<div class="row"><img class="avatar" alt="" width="56" height="56" src="/_sandbox/avatars/${person.key}.jpg">
<span><strong>${person.name}</strong><span class="soft">${person.about}</span></span></div>
<form method="post" action="${action}">
${hidden({ ...carried, person: person.key })}
<fieldset class="card"><legend>What the app may see</legend>
${offered.map((permission) => permissionRow(permission.name, permission.ticked))}
</fieldset>
<div class="actions">
<button class="button primary" type="submit" name="action" value="continue" id="action-continue">Continue as ${person.name}</button>
<button class="button" type="submit" name="action" value="cancel" id="action-cancel">Cancel</button>
</div>
</form>`;
}

function permissionRow(name: string, ticked: boolean): Html {
  const [title, detail] = permissionWords[name] ?? [name, ''];
  const fixed = name === 'public_profile';
  return html`<div class="permission">
<input type="checkbox" name="permission" value="${name}" id="permission-${name}" aria-describedby="about-${name}"${(ticked || fixed) && html` checked`}${fixed && html` disabled`}>
<div><label for="permission-${name}"><strong>${title}</strong></label> <span class="tag">${name}</span>
<div class="soft" id="about-${name}">${detail}${fixed && html` (cannot be left out)`}</div></div>
</div>`;
}

export function mistakePage(mistake: string): Html {
  return html`<h1>Sorry, something went wrong</h1>
<div class="card" role="alert"><p>${mistake}</p>
<p class="soft">Facebook shows such a page too when an app is not set up rightly. Nothing was shared.</p></div>`;
}

function hidden(values: Record<string, string>): Html[] {
  return Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
}
