import { isUtf8 } from 'node:buffer';

/** Deeper values are left as they are: no archive nests like that. */
const mostDepth = 200;

/**
 * Undoes what Meta does to texts in its archives: after JSON.parse each byte of their UTF-8 is one code point. Texts
 * with a code point above 0xFF, or whose bytes are not UTF-8, were never damaged and stay as they are: `café`, `日本`.
 * Goes through lists and objects, their keys too; twice the same is once.
 */
export function repairMojibake<T>(value: T): T {
  return repairValue(value, 0) as T;
}

function repairValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return repairText(value);
  if (typeof value !== 'object' || value === null || depth > mostDepth) return value;
  if (Array.isArray(value)) return value.map((item) => repairValue(item, depth + 1));
  // fromEntries defines what it is given: a key `__proto__` stays an ordinary one.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [repairText(key), repairValue(item, depth + 1)]),
  );
}

/** Repeats until nothing changes, as some texts were damaged twice; each round makes the text shorter. */
function repairText(text: string): string {
  let repaired = text;
  for (;;) {
    const next = repairOnce(repaired);
    if (next === repaired) return repaired;
    repaired = next;
  }
}

function repairOnce(text: string): string {
  let damaged = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0xff) return text;
    if (unit > 0x7f) damaged = true;
  }
  if (!damaged) return text;
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : text;
}
