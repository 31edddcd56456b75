/**
 * JSON as Meta's archives have it: each byte of the UTF-8 of a text is one code point, written as an escape, in
 * keys too. Texts in `wellEncoded` are written in true Unicode, as some are in every real archive.
 */
export function encodeJson(value: unknown, wellEncoded: ReadonlySet<string> = new Set()): Buffer {
  const damage = (text: string): string =>
    wellEncoded.has(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
  const damaged = JSON.stringify(mapTexts(value, damage), null, 2);
  return Buffer.from(damaged.replace(/[\u007f-\uffff]/g, escapeUnit), 'ascii');
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapTexts(item, change)]),
  );
}
