import { describe, expect, test } from '@jest/globals';
import { JsonBreak, type JsonPiece, JsonSplitter } from '../../providers/archive/split-json.ts';

const members = new Set(['attachments', 'data']);

/** The pieces of a text that comes in chunks of `size` bytes, and how it ended. */
function split(text: string | Buffer, size = 3): { pieces: JsonPiece[]; broken: string | null } {
  const splitter = new JsonSplitter((key) => members.has(key));
  const pieces: JsonPiece[] = [];
  const bytes = Buffer.from(text as string);
  try {
    for (let at = 0; at < bytes.length; at += size)
      for (const piece of splitter.push(bytes.subarray(at, at + size))) pieces.push(piece);
    splitter.end();
    return { pieces, broken: null };
  } catch (error) {
    if (!(error instanceof JsonBreak)) throw error;
    return { pieces: [...pieces, ...splitter.rest()], broken: error.message };
  }
}

const values = (text: string | Buffer, size?: number) => split(text, size).pieces.map(({ value }) => value);

describe('whole files', () => {
  const items = [{ a: 'x ] } " \\ 土', b: [1, { c: null }] }, 'text', -1.5e3, true, null, [], {}, ''];

  test.each([1, 2, 3, 7, 1000])('a list in chunks of %i bytes', (size) => {
    for (const text of [JSON.stringify(items), JSON.stringify(items, null, 2)])
      expect(values(text, size)).toEqual(items);
  });

  test('a list behind a byte order mark, and an empty one', () => {
    expect(values(Buffer.from('\ufeff [ ]'))).toEqual([]);
    expect(values(Buffer.from('\ufeff[1]'))).toEqual([1]);
  });

  test('lists within an object one by one, the object itself last and without them', () => {
    const text = JSON.stringify({ name: 'Fête', photos: [1, 2], more: { x: [3] }, comments: [4] });
    expect(split(text).pieces).toEqual([
      { list: 'photos', value: 1 },
      { list: 'photos', value: 2 },
      { list: 'comments', value: 4 },
      { list: null, value: { name: 'Fête', more: { x: [3] } } },
    ]);
  });

  test('one post as the whole file stays one', () => {
    const post = { timestamp: 1, data: [{ post: 'x' }], attachments: [{ data: [] }] };
    expect(split(JSON.stringify(post)).pieces).toEqual([{ list: null, value: post }]);
    expect(split('{}').pieces).toEqual([{ list: null, value: {} }]);
  });
});

describe('broken files', () => {
  test.each([
    ['[{"a":1},{"a":2},{"a":', [{ a: 1 }, { a: 2 }]],
    ['[{"a":1} {"a":2}]', [{ a: 1 }]],
    ['[1]]', [1]],
    ['[1,}', [1, undefined]],
    ['{"list":[1,2,', [1, 2, {}]],
    ['{"name":"x","list":[1', [{ name: 'x' }]],
    ['"text"', []],
    ['<html>', []],
    ['', []],
    ['{"a" 1}', [{}]],
  ])('%s: what came before is kept', (text, kept) => {
    const { pieces, broken } = split(text);
    expect(pieces.map(({ value }) => value)).toEqual(kept);
    expect(broken).toMatch(/^It /);
  });

  test('an item that is no JSON is left out, and the next are read', () => {
    const { pieces, broken } = split('[{"a":1},{"a":01},{oops},nope,{"a":2}]');
    expect(broken).toBeNull();
    expect(pieces.map(({ value, problem }) => value ?? problem !== undefined)).toEqual([
      { a: 1 },
      true,
      true,
      true,
      { a: 2 },
    ]);
  });

  test('an item without end is not kept in memory', () => {
    const text = Buffer.concat([
      Buffer.from('["'),
      Buffer.alloc(9 * 1024 * 1024, 'x'),
      Buffer.from('", {"a":1}]'),
    ]);
    const { pieces, broken } = split(text, 1024 * 1024);
    expect(broken).toBeNull();
    expect(pieces).toEqual([
      { list: '', problem: expect.stringContaining('too long') },
      { list: '', value: { a: 1 } },
    ]);
  });

  test('an object without end is not kept in memory', () => {
    const members = Array.from({ length: 20 }, (_, i) => `"${i}":"${'x'.repeat(1024 * 1024)}"`);
    const { pieces } = split(`{"name":"x",${members.join(',')},"photos":[1]}`, 1024 * 1024);
    expect(pieces.filter(({ problem }) => problem)).toHaveLength(13);
    expect(pieces.find(({ list }) => list === 'photos')?.value).toBe(1);
    expect(pieces.at(-1)?.value).toMatchObject({ name: 'x' });
  });

  test('an item that is nested without end is left out', () => {
    const deep = '['.repeat(300) + ']'.repeat(300);
    const { pieces, broken } = split(`[${deep}, {"a":${deep}}, {"a":1}]`, 50);
    expect(broken).toBeNull();
    expect(pieces).toEqual([
      { list: '', problem: expect.stringContaining('nested') },
      { list: '', problem: expect.stringContaining('nested') },
      { list: '', value: { a: 1 } },
    ]);
  });
});
