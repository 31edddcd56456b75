import { html } from '../pages/html.ts';
import type { Sheet } from './types.ts';

/** The other format that people can choose by mistake: pages to look at, not data. */
export function writeHtml({ path, posts = [], photos = [] }: Sheet): Buffer {
  const page = html`<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>${path}</title></head><body class="_5vb_ _2yq _a7o5"><div class="_li">
${posts.map(({ text }) => html`<div class="_a6-p">${text}</div>\n`)}
${photos.map(({ uri }) => html`<a href="${uri}"><img src="${uri}" class="_a6_o _3-96" /></a>\n`)}
</div></body></html>
`;
  return Buffer.from(page.text, 'utf8');
}
