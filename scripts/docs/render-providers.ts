import { describeSettings, type Setting } from './describe-settings.ts';
import { type Descriptor, listDescriptors } from './list-descriptors.ts';

const capabilities: Record<Descriptor['capability'], string> = {
  caption: 'Captions of photographs',
  'memories-source': 'Networks that photos and posts come from',
  mail: 'Mail',
};

/** The text of `docs/providers.md`. */
export function renderProviders(): string {
  const descriptors = listDescriptors();
  const chapters = Object.entries(capabilities).map(([capability, title]) =>
    [`## ${title}`, ...descriptors.filter((one) => one.capability === capability).map(provider)].join('\n\n'),
  );
  return `${[head, ...chapters].join('\n\n')}\n`;
}

const head = `# Providers

Written by \`npm run docs\` from the descriptors in \`providers/\`; do not edit.

Each outside service is reached through one adapter. With all its credentials set, the adapter talks to the real
service; with none, to the sandbox, where the sandbox plays that service. Either way it is the same code at another
address. \`npx perennial doctor\` says which of the two each provider uses here.`;

function provider(descriptor: Descriptor): string {
  const { name, credentials, limits, docsUrl, options } = descriptor;
  const settings = describeSettings(options);
  const facts = [
    ...(credentials.length > 0
      ? [
          `- For the real service: set ${credentials.map(code).join(' and ')}`,
          `- Without: ${descriptor.sandbox ? 'the sandbox plays it' : 'not available'}`,
        ]
      : ['- Runs on this machine; nothing must be set']),
    `- Limits: ${limits}`,
    `- Documentation: <${docsUrl}>`,
  ].join('\n');
  return [`### ${name}`, facts, ...(settings.length ? [table(settings)] : [])].join('\n\n');
}

const code = (text: string) => `\`${text}\``;

function table(settings: Setting[]): string {
  const rows = settings.map(({ name, text, fallback }) => {
    const value = fallback ? code(fallback) : '';
    return `| ${code(name)} | ${text.replaceAll('|', '\\|')} | ${value} |`;
  });
  return ['| setting | meaning | default |', '|---|---|---|', ...rows].join('\n');
}
