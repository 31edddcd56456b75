import { coreSettings } from '../../runtime/env.ts';
import { describeSettings, type Setting } from './describe-settings.ts';
import { listDescriptors } from './list-descriptors.ts';

/** The text of `.env.example`: the product's own settings, then those of each provider. */
export function renderEnvExample(): string {
  const parts = [
    '# Every setting with its default. Copy what you change into .env, or set it in the environment.\n' +
      '# Written by `npm run docs` from the code; do not edit.',
    section('Perennial', describeSettings(coreSettings)),
    ...listDescriptors()
      .map(({ name, options }) => ({ name, settings: describeSettings(options) }))
      .filter(({ settings }) => settings.length > 0)
      .map(({ name, settings }) => section(name, settings)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, settings: Setting[]): string {
  const rule = '─'.repeat(Math.max(3, 76 - title.length));
  return [`# ── ${title} ${rule}`, ...settings.map(entry)].join('\n\n');
}

function entry({ name, text, fallback }: Setting): string {
  const value = fallback && /[\s#<>"]/.test(fallback) ? `'${fallback}'` : (fallback ?? '');
  return `${wrap(text)}\n# ${name}=${value}`;
}

function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) as string;
    if (last.length + word.length > 100) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}
