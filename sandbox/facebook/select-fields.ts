import { GraphError } from './graph-error.ts';
import type { Fields } from './parse-fields.ts';

type Json = Record<string, unknown>;

/** A node as Graph can show it: everything it has, what it may have, and what it shows unasked. */
export interface GraphNode {
  type: string;
  known: readonly string[];
  usual: readonly string[];
  values: Json;
}

/** The wanted fields of a node; `id` always; a field the node never has is code 100, an empty one is left out. */
export function selectFields(node: GraphNode, fields: Fields | undefined): Json {
  if (fields === undefined)
    return pick(node.values, new Map([...node.usual, 'id'].map((name) => [name, {}])));
  for (const name of fields.keys()) {
    if (node.known.includes(name)) continue;
    throw new GraphError({
      message: `(#100) Tried accessing nonexisting field (${name}) on node type (${node.type})`,
      code: 100,
    });
  }
  return pick(node.values, new Map([...fields, ['id', {}]]));
}

function pick(values: Json, fields: Fields): Json {
  const picked: Json = {};
  for (const [name, { inner, limit }] of fields) {
    const value = values[name];
    if (value !== undefined) picked[name] = inner === undefined ? value : pickInside(value, inner, limit);
  }
  return picked;
}

/** Fields inside a list go to each of its items, also when it is wrapped as `{data: […]}`. */
function pickInside(value: unknown, fields: Fields, limit?: number): unknown {
  if (Array.isArray(value)) return value.slice(0, limit).map((item) => pickInside(item, fields));
  if (value === null || typeof value !== 'object') return value;
  const object = value as Json;
  if (Array.isArray(object.data)) return { ...object, data: pickInside(object.data, fields, limit) };
  return pick(object, 'id' in object ? new Map([...fields, ['id', {}]]) : fields);
}
