import type { ImportReport } from '../../schemas/contracts/imports.ts';

/** What an import of an archive with one lost and one broken photo says. */
export const anImportReport: ImportReport = {
  network: 'facebook',
  era: '2024 on',
  account: { name: 'Zoë Дарина', username: null },
  parts: [{ name: 'facebook-zoe-1.zip', bytes: 1_234, entries: 7 }],
  photos: { found: 1_205, imported: 1_200, merged: 3, missing: 1, unreadable: 1, remoteOnly: 2 },
  posts: { found: 40, imported: 40, merged: 0, remoteOnly: 0 },
  albums: 3,
  comments: 12,
  skipped: [{ what: 'messages', count: 9 }],
  problems: [
    {
      path: 'posts/media/lost.jpg',
      code: 'missing',
      message: 'It is named, but in no part. Add the part that has it, and import again.',
    },
    {
      path: 'posts/media/broken.jpg',
      code: 'unreadable',
      message: 'The picture can’t be decoded. Ask the network for a new archive.',
    },
  ],
  problemsTotal: 2,
};
