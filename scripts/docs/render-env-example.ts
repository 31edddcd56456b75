import { coreSettings } from '../../runtime/env.ts';
import { describeSettings, type Setting } from './describe-settings.ts';
import { listDescriptors } from './list-descriptors.ts';

/** The text of `.env.example`: the product's own settings, then those of each provider. */
export function renderEnvExample(): string {
  const parts = [
    '# Every setting with its default. Copy what you change into .env, or set it in the environment.\n' +
      '# Written by `npm run docs` from the code; do not edit.',
    section('Perennial', describeSettings(coreSettings)),
    ...groupProviders().map(({ names, settings }) => section(names.join(', '), settings)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Providers that share an account (two versions of one service) share a section. */
function groupProviders(): { names: string[]; settings: Setting[] }[] {
  const groups = new Map<string, { names: string[]; settings: Setting[] }>();
  for (const { name, options } of listDescriptors()) {
    const settings = describeSettings(options);
    const key = settings.map((setting) => setting.name).join();
    const group = groups.get(key) ?? { names: [], settings };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].filter(({ settings }) => settings.length > 0);
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
