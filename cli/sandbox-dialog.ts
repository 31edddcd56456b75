/**
 * Walks the sandbox's login dialog as a browser does: opens the page, keeps its cookies, fills in the form and
 * gives the address that it sends the browser to. `person` is one of the made-up people.
 */
export async function walkDialog(address: string, person: string): Promise<string> {
  const cookies = new Map<string, string>();
  const visit = async (url: string, init: RequestInit = {}) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        ...(init.headers as Record<string, string>),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=', 2) as [string, string];
      cookies.set(name, value);
    }
    return answer;
  };

  const consent = new URL(address);
  consent.searchParams.set('person', person);
  const page = await visit(consent.href);
  const text = await page.text();
  if (!page.ok) throw new Error(`The login dialog answered ${page.status}.`);
  const form = /<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/.exec(text);
  if (!form) throw new Error('The login dialog shows no form.');
  const answer = await visit(new URL(decode(form[1]!), consent).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `${readFields(form[2]!)}&action=continue`,
  });
  const target = answer.headers.get('location');
  if (answer.status !== 302 || !target) throw new Error(`The login dialog answered ${answer.status}.`);
  return target;
}

/** Hidden fields and ticked boxes, as a browser would send them. */
function readFields(form: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => decode(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
    const counts = attribute('type') === 'hidden' || (/\bchecked\b/.test(tag) && !/\bdisabled\b/.test(tag));
    if (counts) fields.append(attribute('name'), attribute('value'));
  }
  return fields;
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
