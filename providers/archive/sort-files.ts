import type { ArchiveFile, ArchiveFiles } from './archive-reader.ts';

const byPath = new Intl.Collator('en', { numeric: true });

/** Files by what they are, `posts_2` before `posts_10`, whatever order the parts came in; null is what is not known. */
export function sortFiles<Kind extends string>(
  { files }: ArchiveFiles,
  classify: (path: string) => Kind | null,
): Map<Kind | null, ArchiveFile[]> {
  const sorted = new Map<Kind | null, ArchiveFile[]>();
  for (const file of files) {
    const kind = classify(file.path);
    const same = sorted.get(kind);
    if (same) same.push(file);
    else sorted.set(kind, [file]);
  }
  for (const same of sorted.values())
    same.sort((one, other) => byPath.compare(one.path, other.path) || one.part - other.part);
  return sorted;
}

/** Files of conversations, told by their folder; an album may be called "messages", too. */
export function isMessage(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  const at = folders.indexOf('messages');
  return at >= 0 && at < folders.length - 1 && !folders.slice(0, at).some((folder) => media.has(folder));
}

const media = new Set(['posts', 'photos_and_videos', 'content', 'media', 'stories', 'album']);

/** Stands in empty folders, and says only that. */
export function isFiller(path: string): boolean {
  return path.endsWith('/no-data.txt') || path === 'no-data.txt';
}
