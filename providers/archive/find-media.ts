import type { ArchiveFile } from './archive-reader.ts';

export interface FoundMedia {
  /** Null: in none of the parts. */
  file: ArchiveFile | null;
  /** The uri is an address on the web. */
  elsewhere: boolean;
}

export interface MediaFinder {
  find(uri: string): FoundMedia;
  /** Every file that was found so far. */
  readonly found: ReadonlySet<ArchiveFile>;
}

/**
 * Finds the file that a `uri` means by the longest run of equal path segments from the end, over all parts: roots
 * differ from era to era, and people repack archives. What shares the whole uri wins (the shortest such path, then the
 * first part). A shorter run counts when it is the file's whole path, or two segments, or the name alone has a long
 * number, as the networks' own names have; when two files share it equally, none is taken: a wrong picture is worse
 * than a missing one.
 */
export function createMediaFinder(files: readonly ArchiveFile[]): MediaFinder {
  const byName = new Map<string, ArchiveFile[]>();
  for (const file of files) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const same = byName.get(name);
    if (same) same.push(file);
    else byName.set(name, [file]);
  }
  const found = new Set<ArchiveFile>();
  return {
    found,
    find(uri) {
      if (/^[a-z][a-z0-9+.-]*:\/\//i.test(uri)) return { file: null, elsewhere: true };
      const file = choose(byName, segmentsOf(uri)) ?? choose(byName, segmentsOf(decode(uri)));
      if (file) found.add(file);
      return { file, elsewhere: false };
    },
  };
}

function choose(byName: ReadonlyMap<string, ArchiveFile[]>, wanted: string[]): ArchiveFile | null {
  let best: { file: ArchiveFile; shared: number; length: number } | null = null;
  let tie = false;
  for (const file of byName.get(wanted.at(-1) ?? '') ?? []) {
    const segments = file.path.split('/');
    const shared = sharedEnd(segments, wanted);
    if (best && shared < best.shared) continue;
    const whole = shared === wanted.length;
    tie = shared === best?.shared && !whole;
    if (!best || shared > best.shared || (whole && segments.length < best.length))
      best = { file, shared, length: segments.length };
  }
  if (!best || tie) return null;
  const certain =
    best.shared === wanted.length ||
    best.shared === best.length ||
    best.shared >= 2 ||
    /\d{8}/.test(wanted.at(-1) ?? '');
  return certain ? best.file : null;
}

function sharedEnd(one: string[], other: string[]): number {
  let shared = 0;
  while (shared < Math.min(one.length, other.length) && one.at(-1 - shared) === other.at(-1 - shared))
    shared += 1;
  return shared;
}

function segmentsOf(uri: string): string[] {
  return uri
    .normalize('NFC')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
}

/** A name may have a percent sign of its own. */
function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
}
