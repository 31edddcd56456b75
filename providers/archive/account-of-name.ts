import type { ArchiveFiles, ArchiveItem } from './archive-reader.ts';

/** The account as the parts' names tell it (`facebook-<user>-<date>-<random>.zip`), for archives without a profile. */
export function* accountOfName({ parts }: ArchiveFiles): Generator<ArchiveItem> {
  for (const { name } of parts) {
    const username = /^(?:facebook|instagram)-(.+)-\d{4}-\d{2}-\d{2}-\w+/i.exec(name)?.[1];
    if (!username) continue;
    yield { kind: 'account', name: username, username, profileUrl: null };
    return;
  }
}
