import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { coreSettings } from '../../runtime/env.ts';
import { findRoot } from '../../runtime/find-root.ts';
import { describeSettings } from '../../scripts/docs/describe-settings.ts';
import { generatedFiles } from '../../scripts/docs/generated-files.ts';
import { listDescriptors } from '../../scripts/docs/list-descriptors.ts';

const root = findRoot(import.meta.dirname);

test.each(Object.keys(generatedFiles))('%s is what the code says (npm run docs writes it)', (path) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(generatedFiles[path]?.());
});

test('every setting says what it is for', () => {
  const all = [coreSettings, ...listDescriptors().map(({ options }) => options)].flatMap(describeSettings);
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(({ text }) => text.length < 10)).toEqual([]);
});

test('no two providers share a setting with different meanings', () => {
  const meanings = new Map<string, Set<string>>();
  for (const { name, text } of listDescriptors().flatMap(({ options }) => describeSettings(options))) {
    meanings.set(name, (meanings.get(name) ?? new Set()).add(text));
  }
  expect([...meanings].filter(([, texts]) => texts.size > 1)).toEqual([]);
});

test('defaults are shown as they would stand in the environment', () => {
  const options = z.object({
    COUNT: z.coerce.number().default(5).describe('How many.'),
    SWITCH: z
      .enum(['on', 'off'])
      .transform((value) => value === 'on')
      .prefault('off')
      .describe('Whether.'),
    LIST: z
      .string()
      .default('')
      .transform((text) => text.split(','))
      .describe('Which.'),
    SECRET: z.string().describe('What for.'),
  });
  expect(describeSettings(options)).toEqual([
    { name: 'COUNT', text: 'How many.', fallback: '5', required: false },
    { name: 'SWITCH', text: 'Whether. One of on, off.', fallback: 'off', required: false },
    { name: 'LIST', text: 'Which.', fallback: '', required: false },
    { name: 'SECRET', text: 'What for.', fallback: null, required: true },
  ]);
});
