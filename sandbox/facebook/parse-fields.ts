import { GraphError } from './graph-error.ts';

/** Wanted fields, each with the fields inside it, if any were named, and a `.limit(n)`. */
export type Fields = Map<string, { inner?: Fields; limit?: number }>;

/** Parses `id,name,attachments.limit(5){media,subattachments{target}}`; a fault in it is Graph's syntax error. */
export function parseFields(text: string): Fields {
  let at = 0;
  const syntax = (what: string) =>
    new GraphError({ message: `Syntax error "${what}" at character ${at}: ${text}`, code: 2500 });
  const list = (closing: boolean): Fields => {
    const fields: Fields = new Map();
    for (;;) {
      const name = /^\s*([A-Za-z_]\w*)/.exec(text.slice(at));
      if (name === null) throw syntax('Expected a field name.');
      at += name[0].length;
      const field: { inner?: Fields; limit?: number } = {};
      for (let found = modifier(); found !== null; found = modifier()) {
        at += found[0].length;
        if (found[1] === 'limit') field.limit = Number(found[2]);
      }
      if (text[at] === '{') {
        at += 1;
        field.inner = list(true);
      }
      fields.set(name[1] as string, field);
      const next = /^\s*([,}])/.exec(text.slice(at));
      if (next === null) {
        if (closing || text.slice(at).trim() !== '')
          throw syntax('Expected end of string instead of what follows.');
        return fields;
      }
      at += next[0].length;
      if (next[1] === '}') {
        if (!closing) throw syntax('Unexpected }.');
        return fields;
      }
    }
  };
  const modifier = () => /^\.([a-z_]+)\(([^)]*)\)/.exec(text.slice(at));
  return list(false);
}
