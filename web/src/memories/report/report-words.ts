import type { ImportProblem, ImportReport } from '../../../../schemas/contracts/imports.ts';
import { formatCount } from '../../words/format-number.ts';
import { networkNames } from '../network-names.ts';

export const problemWords: Record<ImportProblem['code'], string> = {
  missing: 'Not in the archive',
  unreadable: 'Can’t be read',
  not_a_picture: 'No picture',
  too_large: 'Too large',
  elsewhere: 'Only on the web',
  bad_json: 'Damaged list',
};

type Skipped = ImportReport['skipped'][number];

const skippedWords: Record<Skipped['what'], { noun: string; one: string; many: string }> = {
  messages: {
    noun: 'message file',
    one: 'It is in the ZIP only if you asked for it.',
    many: 'They are in the ZIP only if you asked for it.',
  },
  videos: { noun: 'video', one: 'Videos are not kept yet.', many: 'Videos are not kept yet.' },
  other: {
    noun: 'other file',
    one: 'It holds neither photos nor posts.',
    many: 'They hold neither photos nor posts.',
  },
};

/** “12 videos. Videos are not kept yet.” */
export function skippedLine({ what, count }: Skipped): string {
  const { noun, one, many } = skippedWords[what];
  return `${formatCount(count, noun)}. ${count === 1 ? one : many}`;
}

interface Line {
  label: string;
  hint: string;
  value: number;
}

/** The figures of the photos that say something; `found` is the sum of the next four. */
export function photoLines({ photos }: ImportReport): Line[] {
  const all: Line[] = [
    { label: 'Found', hint: 'named by the archive', value: photos.found },
    { label: 'Imported', hint: 'new to this workspace', value: photos.imported },
    { label: 'Merged', hint: 'the same photo is there already', value: photos.merged },
    { label: 'Missing', hint: 'named, but not in the archive', value: photos.missing },
    { label: 'Unreadable', hint: 'damaged files', value: photos.unreadable },
    { label: 'From earlier backups', hint: 'not in this archive, kept', value: photos.remoteOnly },
  ];
  return all.filter(({ value }, index) => index < 2 || value > 0);
}

export function postLines({ posts }: ImportReport): Line[] {
  const all: Line[] = [
    { label: 'Found', hint: 'in the archive', value: posts.found },
    { label: 'Imported', hint: 'new', value: posts.imported },
    { label: 'Merged', hint: 'you had them already', value: posts.merged },
    { label: 'From earlier backups', hint: 'not in this archive, kept', value: posts.remoteOnly },
  ];
  return all.filter(({ value }, index) => index < 2 || value > 0);
}

/** How to ask for an archive that has photos and posts in it. */
export const askAgain = (network: ImportReport['network']): string =>
  `When you ask ${networkNames[network]} for it, tick your posts and photos, or all information, and choose JSON as the format.`;

interface Advice {
  title: string;
  text: string;
  /** Where that is done, and what the button there says. */
  to: string;
  action: string;
}

/** What to do about what is missing; null when nothing is. */
export function adviceFor({ photos, posts, network, problemsTotal }: ImportReport): Advice | null {
  // Where lists of the archive are damaged, the problems say what to do.
  if (photos.found + posts.found + problemsTotal === 0) {
    return {
      title: 'Nothing was found',
      text: `There is no photo and no post in this archive. ${askAgain(network)}`,
      to: '/memories/import#archive-steps',
      action: 'How to ask for it',
    };
  }
  if (photos.missing === 0) return null;
  return {
    title: 'Something is missing',
    text: `${formatCount(photos.missing, 'photo')} of the archive ${photos.missing === 1 ? 'is' : 'are'} not in these files: a part is missing, or ${photos.missing === 1 ? 'it lies' : 'they lie'} only on the web. Import all parts together, the missing one too: only what is new is added.`,
    to: '/memories/import',
    action: 'Import all parts',
  };
}
