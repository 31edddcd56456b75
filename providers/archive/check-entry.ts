import yauzl, { type Entry } from 'yauzl';
import { ArchiveRefusal } from './archive-reader.ts';

const fileTypes = 0xf000;
const regular = 0x8000;
const folder = 0x4000;

/**
 * The entry's path (NFC, `/` between folders, without `.` and empty segments), or null for a folder and for what
 * operating systems leave behind. Throws ArchiveRefusal for entries that no honest archive has.
 */
export function checkEntry(entry: Entry, part: string): string | null {
  const name = decodeName(entry);
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  const shown = `“${name.slice(0, 200).replace(/\p{Cc}/gu, '\ufffd')}”`;
  const unsafe = (what: string) =>
    new ArchiveRefusal(
      'memories.archive_unsafe_path',
      `${part} names a file ${what} (${shown}). The archives of social networks never do: download yours again, and upload it as it came.`,
    );
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || segments.includes('..'))
    throw unsafe('outside of itself');
  if (/[\\\p{Cc}]/u.test(name)) throw unsafe('with a backslash or an invisible character');
  const type = (entry.externalFileAttributes >>> 16) & fileTypes;
  if (type !== 0 && type !== regular && type !== folder)
    throw new ArchiveRefusal(
      'memories.archive_link',
      `${part} holds a link or a device (${shown}) instead of a file. Upload the archive as the network made it.`,
    );
  if (name.endsWith('/') || type === folder || segments.length === 0) return null;
  // AES hides its true method behind number 99 (https://www.winzip.com/en/support/aes-encryption/).
  if (entry.isEncrypted() || entry.compressionMethod === 99)
    throw new ArchiveRefusal(
      'memories.archive_encrypted',
      `${part} is protected by a password. Unpack it, and upload the folder.`,
    );
  if (segments[0] === '__MACOSX' || segments.at(-1) === '.DS_Store') return null;
  return segments.join('/');
}

/** Many tools write UTF-8 without saying so; old names that are not valid UTF-8 are CP437, as the format says. */
function decodeName(entry: Entry): string {
  const said = yauzl.getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    true,
  );
  const utf8 = entry.fileNameRaw.toString('utf8');
  return (utf8.includes('\ufffd') ? said : utf8).normalize('NFC');
}
