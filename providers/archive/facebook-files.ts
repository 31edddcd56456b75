import type { ArchiveFiles } from './archive-reader.ts';
import { isFiller, isMessage } from './sort-files.ts';

export type FacebookKind = 'profile' | 'posts' | 'album' | 'photos' | 'videos' | 'message' | 'filler';

/** Ends of paths: roots differ between eras, and unpacked archives have one more folder on top. */
const sheets: [FacebookKind, RegExp][] = [
  ['posts', /(^|\/)posts\/(your_posts(__check_ins__photos_and_videos)?|profile_posts)(_\d+)?\.json$/],
  ['album', /(^|\/)(posts|photos_and_videos)\/album\/[^/]+\.json$/],
  ['photos', /(^|\/)(posts|photos_and_videos)\/your_(uncategorized_)?photos\.json$/],
  ['videos', /(^|\/)(posts|photos_and_videos)\/your_videos\.json$/],
  ['profile', /(^|\/)profile_information\/profile_information\.json$/],
];

export function classifyFacebook(path: string): FacebookKind | null {
  if (isFiller(path)) return 'filler';
  if (isMessage(path)) return 'message';
  return sheets.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

/** Layouts in the order of their certainty. */
const eras: [name: string, pattern: RegExp][] = [
  ['2024 on', /(^|\/)your_facebook_activity\//],
  ['between', /(^|\/)your_activity_across_facebook\//],
  ['oldest', /(^|\/)(photos_and_videos\/(album\/[^/]+|your_[a-z_]+)|posts\/your_posts)\.json$/],
];

export function recognizeFacebook({ files }: ArchiveFiles): { confidence: number; era: string } {
  const known = files.map(({ path }) => path).filter((path) => sheetKinds.has(classifyFacebook(path) ?? ''));
  const era = eras.find(([, pattern]) => known.some((path) => pattern.test(path)))?.[0] ?? 'old';
  const memories = known.some((path) => classifyFacebook(path) !== 'profile');
  return { confidence: memories ? 1 : known.length > 0 ? 0.5 : 0, era };
}

const sheetKinds = new Set<string>(sheets.map(([kind]) => kind));
