import { type Html, html } from '../pages/html.ts';
import type { Person } from '../people/types.ts';
import { eras, writeOptions } from './read-options.ts';
import type { ArchiveOptions, ArchivePlan } from './types.ts';

/** The form: whose archive, of which era, in how many parts, in which format. */
export function requestPage(
  network: ArchiveOptions['network'],
  action: string,
  people: Person[],
  chosen?: { person: Person; options: ArchiveOptions },
): Html {
  const options = chosen?.options;
  return html`<h1>Download your information</h1>
<p class="soft">A copy of what somebody has at ${network === 'facebook' ? 'Facebook' : 'Instagram'}, as the network would give it to them.</p>
<form method="get" action="${action}" class="card">
${select(
  'person',
  'Whose',
  people.map(({ key, name }) => [key, `${name} (${key})`]),
  chosen?.person.key ?? 'polyglot',
)}
${select('era', 'Era', [...eras[network]].map(same), options?.era ?? eras[network].at(-1))}
${select('parts', 'Parts', ['1', '2', '3', '4'].map(same), String(options?.parts ?? 1))}
${select('split', 'JSON and media', ['together', 'json-and-media-apart'].map(same), options?.split)}
${select('format', 'Format', ['json', 'html'].map(same), options?.format)}
${select('messages', 'Messages', ['no', 'yes'].map(same), options?.messages === true ? 'yes' : 'no')}
<div class="actions"><button class="button primary" type="submit" id="create-files">Create files</button></div>
</form>`;
}

/** The parts, each a link; all of them make the archive. */
export function partsPage(action: string, { person, options, names, files }: ArchivePlan): Html {
  return html`<h2>Your files are ready</h2>
<p>All ${names.length} together are the archive of ${person.name}: ${files.length} files.</p>
<ul>${names.map((name, part) => {
    const inside = files.filter((file) => file.part === part).length;
    const href = `${action}/${person.key}/${name}?${writeOptions(options)}`;
    return html`<li><a href="${href}" download>${name}</a> <span class="soft">${inside} files</span></li>`;
  })}</ul>`;
}

const same = (value: string): [string, string] => [value, value];

function select(
  name: string,
  label: string,
  choices: [value: string, text: string][],
  chosen?: string,
): Html {
  return html`<p><label for="${name}">${label}</label><br>
<select name="${name}" id="${name}">${choices.map(
    ([value, text]) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  )}</select></p>`;
}
