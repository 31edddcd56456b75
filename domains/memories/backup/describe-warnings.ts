import type { Warning } from '../../../schemas/contracts/common.ts';
import type { BackupDoc } from '../../../schemas/models/backup.ts';
import { archiveProblems, unreadableProblem } from '../imports/archive-problems.ts';
import type { BackupNote } from './backup-key.ts';
import type { BackupFigures } from './measure-backup.ts';

type Described = Pick<Warning, 'message' | 'action'>;

const notes: Record<BackupNote, Described> = {
  photos_permission_missing: {
    message: 'Facebook was not allowed to show your photos. Allow photos and try again.',
    action: 'grant_permission',
  },
  posts_permission_missing: {
    message: 'Your posts were left out, because Facebook was not allowed to show them.',
    action: 'grant_permission',
  },
  reconnect_needed: {
    message: 'Facebook ended the login on the way. What was saved is safe; reconnect to get the rest.',
    action: 'reconnect_facebook',
  },
  page_limit_reached: {
    message: 'There is more than one backup may read on this installation; the oldest items are missing.',
    action: 'none',
  },
  listing_failed: {
    message:
      'Facebook stopped answering before the end of the list. What was saved is safe; try again later.',
    action: 'retry',
  },
  archive_files_unreadable: {
    message: 'Some files of the archive can’t be read. The import report names them; the rest is safe.',
    action: 'none',
  },
};

const problems: Record<string, (count: string) => Described> = {
  gone: (count) => ({ message: `${count} no longer at Facebook.`, action: 'none' }),
  not_a_picture: (count) => ({
    message: `${count} not to be had: Facebook sent something that is not a picture.`,
    action: 'retry',
  }),
  damaged: (count) => ({ message: `${count} damaged at Facebook; kept as downloaded.`, action: 'none' }),
  too_large: (count) => ({ message: `${count} larger than this installation allows.`, action: 'none' }),
  no_address: (count) => ({ message: `${count} listed by Facebook without an address.`, action: 'retry' }),
};

/** What went wrong, in the user's words: first about the whole, then about photos by kind, then captions. */
export function describeWarnings(
  backupNotes: readonly string[],
  figures: BackupFigures,
  withoutCaption: number,
  source: BackupDoc['source'] = 'network',
): Warning[] {
  const whole = backupNotes.flatMap((note): Warning[] =>
    note in notes ? [{ code: `memories.${note}`, ...notes[note as BackupNote] }] : [],
  );
  const describe = source === 'archive' ? describeInArchive : describeAtFacebook;
  const photos = figures.problems.map(
    ({ code, count, names }): Warning => ({
      code: `memories.photo_${code}`,
      ...describe(code, count),
      count,
      items: names,
    }),
  );
  if (withoutCaption === 0) return [...whole, ...photos];
  const pictures = withoutCaption === 1 ? '1 picture has' : `${withoutCaption} pictures have`;
  const captions: Warning = {
    code: 'memories.captions_missing',
    message: `${pictures} no caption yet. Try again, or write your own.`,
    action: 'retry',
    count: withoutCaption,
  };
  return [...whole, ...photos, captions];
}

const describeInArchive = (code: string, count: number) =>
  (archiveProblems[code] ?? unreadableProblem)(count);

function describeAtFacebook(code: string, count: number): Described {
  const subject = count === 1 ? '1 photo is' : `${count} photos are`;
  return (
    problems[code]?.(subject) ?? {
      message: `${count === 1 ? '1 photo' : `${count} photos`} could not be downloaded from Facebook. Try again later.`,
      action: 'retry',
    }
  );
}
