import { accountOfName } from './account-of-name.ts';
import {
  type ArchiveAccount,
  type ArchiveFile,
  type ArchiveFiles,
  type ArchiveItem,
  ArchiveRefusal,
} from './archive-reader.ts';

/**
 * The account that the profiles of all parts tell of, or else the parts' names; `read` gives what stands in one profile.
 * Throws ArchiveRefusal when they are of different people: their photos would become one person's, and stay so.
 */
export async function* readAccount(
  files: ArchiveFiles,
  profiles: readonly ArchiveFile[],
  read: (profile: ArchiveFile) => AsyncIterable<ArchiveItem>,
): AsyncGenerator<ArchiveItem> {
  let first: { account: ArchiveAccount; part: number } | null = null;
  for (const profile of profiles)
    for await (const item of read(profile)) {
      if (item.kind !== 'account') yield item;
      else if (!first) {
        first = { account: item, part: profile.part };
        yield item;
      } else if (isOther(first.account, item)) throw twoAccounts(files, first.part, profile.part);
    }
  if (!first) yield* accountOfName(files);
}

/** People change their names, and their user names, but hardly both between two archives. */
function isOther(one: ArchiveAccount, two: ArchiveAccount): boolean {
  const sameUrl = one.profileUrl !== null && one.profileUrl === two.profileUrl;
  return !sameUrl && one.name.normalize('NFC') !== two.name.normalize('NFC');
}

function twoAccounts({ parts }: ArchiveFiles, one: number, two: number): ArchiveRefusal {
  const which =
    one === two ? `The profiles in ${parts[one]?.name}` : `${parts[one]?.name} and ${parts[two]?.name}`;
  return new ArchiveRefusal(
    'memories.archive_two_accounts',
    `${which} are of two different accounts. Import the archive of each account by itself.`,
  );
}
