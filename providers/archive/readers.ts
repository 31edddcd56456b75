import { type ArchiveFiles, type ArchiveReader, ArchiveRefusal } from './archive-reader.ts';
import { facebookArchive } from './facebook-archive.ts';
import { instagramArchive } from './instagram-archive.ts';

/** Every network's archives that can be read; one more is one more line. */
export const archiveReaders: readonly ArchiveReader[] = [facebookArchive, instagramArchive];

export interface Recognized {
  reader: ArchiveReader;
  /** Name of the layout. */
  era: string;
  /** From above 0 to 1, certain. */
  confidence: number;
}

const howToAsk =
  'In the Accounts Centre, under "Your information and permissions", choose "Export your information", then Format: JSON, and import that archive.';

/** The reader that is surest of the archive. Throws ArchiveRefusal when none is, saying what to do. */
export function recognizeArchive(
  files: ArchiveFiles,
  readers: readonly ArchiveReader[] = archiveReaders,
): Recognized {
  const best = surest(files, readers);
  if (best) return best;
  if (surest(asJson(files), readers))
    throw new ArchiveRefusal(
      'memories.archive_html',
      `This archive was made as HTML, which is for looking at; Perennial needs it as JSON. ${howToAsk}`,
    );
  const media = files.files.filter(({ path }) => mediaFolders.test(path)).length;
  if (media > 0)
    throw new ArchiveRefusal(
      'memories.archive_unknown',
      `There are ${media} files of an archive, but none of the JSON files that tell what they are: these are in another part. Add all parts of the archive, and start again.`,
    );
  if (files.files.some(({ path }) => /\.zip$/i.test(path)))
    throw new ArchiveRefusal(
      'memories.archive_unknown',
      'This ZIP has other ZIPs in it, and these are not opened. Unpack it once, and upload the ZIPs that were inside.',
    );
  throw new ArchiveRefusal(
    'memories.archive_unknown',
    `This is no archive of Facebook or Instagram: there is no posts/your_posts_1.json, your_facebook_activity/posts/… or your_instagram_activity/media/posts_1.json in it. ${howToAsk}`,
  );
}

const mediaFolders =
  /(^|\/)(posts\/media|photos_and_videos|media\/(posts|stories)|your_facebook_activity|your_activity_across_facebook|your_instagram_activity)\//;

function surest(files: ArchiveFiles, readers: readonly ArchiveReader[]): Recognized | null {
  const opinions = readers.map((reader) => ({ reader, ...reader.recognize(files) }));
  const [best, next] = opinions.toSorted((one, other) => other.confidence - one.confidence);
  if (!best || best.confidence === 0) return null;
  if (next?.confidence === best.confidence)
    throw new ArchiveRefusal(
      'memories.archive_unknown',
      `These are parts of two archives (${best.reader.network}, ${next.reader.network}). Import each of them by itself.`,
    );
  return best;
}

/** The archive as it would be, had it been made as JSON. */
function asJson(files: ArchiveFiles): ArchiveFiles {
  const renamed = files.files.map((file) => ({ ...file, path: file.path.replace(/\.html?$/i, '.json') }));
  return { ...files, files: renamed };
}
