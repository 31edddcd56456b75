import type { ImportProblem, ImportReport } from '../../../../schemas/contracts/imports.ts';
import { formatCount } from '../../words/format-number.ts';

export const problemWords: Record<ImportProblem['code'], string> = {
  missing: 'Not in the archive',
  unreadable: 'Can’t be read',
  not_a_picture: 'No picture',
  too_large: 'Too large',
  elsewhere: 'Only on the web',
  bad_json: 'Damaged list',
};

const skippedWords: Record<ImportReport['skipped'][number]['what'], [string, string]> = {
  messages: ['message file', 'They are in the ZIP only if you asked for it.'],
  videos: ['video', 'Videos are not kept yet.'],
  other: ['other file', 'They hold neither photos nor posts.'],
};

/** “12 videos. Videos are not kept yet.” */
export const skippedLine = ({ what, count }: ImportReport['skipped'][number]): string =>
  `${formatCount(count, skippedWords[what][0])}. ${skippedWords[what][1]}`;

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

/** What to do about what is missing, in one sentence; null when nothing is. */
export function adviceFor({ photos }: ImportReport): string | null {
  if (photos.missing === 0) return null;
  return `${formatCount(photos.missing, 'photo')} of the archive ${photos.missing === 1 ? 'is' : 'are'} not in these files: a part is missing, or they lie only on the web. Import all parts together, the missing one too: only what is new is added.`;
}
