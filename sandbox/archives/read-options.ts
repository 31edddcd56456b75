import type { ArchiveOptions, FacebookEra, InstagramEra } from './types.ts';

export const eras = {
  facebook: ['oldest', 'old', 'between', '2024'] as const satisfies readonly FacebookEra[],
  instagram: ['old', 'new'] as const satisfies readonly InstagramEra[],
};

const mostParts = 4;

/** Reads what the form of the download page sends; throws a sentence that says which value is wrong. */
export function readOptions(
  network: ArchiveOptions['network'],
  query: Record<string, unknown>,
): ArchiveOptions {
  const one = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T => {
    const value = query[name] === undefined || query[name] === '' ? otherwise : query[name];
    const found = allowed.find((choice) => choice === value);
    if (found === undefined) throw new Error(`${name} must be one of ${allowed.join(', ')}.`);
    return found;
  };
  const parts = Number(query.parts ?? 1);
  if (!Number.isInteger(parts) || parts < 1 || parts > mostParts)
    throw new Error(`parts must be a whole number from 1 to ${mostParts}.`);
  const root = String(query.root ?? '');
  if (!/^[\w -]{0,60}$/.test(root)) throw new Error('root must be the plain name of a folder.');
  const common = {
    parts,
    split: one('split', ['together', 'json-and-media-apart'], 'together'),
    format: one('format', ['json', 'html'], 'json'),
    messages: one('messages', ['yes', 'no'], 'no') === 'yes',
    ...(root === '' ? {} : { rootFolder: root }),
  } as const;
  return network === 'facebook'
    ? { network, era: one('era', eras.facebook, '2024'), ...common }
    : { network, era: one('era', eras.instagram, 'new'), ...common };
}

/** The same as an address says it. */
export function writeOptions(options: ArchiveOptions): string {
  const { era, parts = 1, split = 'together', format = 'json', messages = false, rootFolder = '' } = options;
  return new URLSearchParams({
    era,
    parts: String(parts),
    split,
    format,
    messages: messages ? 'yes' : 'no',
    root: rootFolder,
  }).toString();
}
