import type { ArchiveFiles } from './archive-reader.ts';
import { isFiller, isMessage } from './sort-files.ts';

export type InstagramKind = 'profile' | 'posts' | 'photos' | 'videos' | 'message' | 'filler';

const sheets: [InstagramKind, RegExp][] = [
  ['posts', /(^|\/)(content|your_instagram_activity\/(media|content))\/(posts_\d+|archived_posts)\.json$/],
  ['photos', /(^|\/)(content|your_instagram_activity\/(media|content))\/(stories|profile_photos)\.json$/],
  ['videos', /(^|\/)(content|your_instagram_activity\/(media|content))\/(reels|igtv_videos)\.json$/],
  ['profile', /(^|\/)personal_information\/personal_information\.json$/],
];

export function classifyInstagram(path: string): InstagramKind | null {
  if (isFiller(path)) return 'filler';
  if (isMessage(path)) return 'message';
  return sheets.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

export function recognizeInstagram({ files }: ArchiveFiles): { confidence: number; era: string } {
  const known = files.map(({ path }) => path).filter((path) => sheetKinds.has(classifyInstagram(path) ?? ''));
  const memories = known.some((path) => classifyInstagram(path) !== 'profile');
  const isNew = known.some((path) =>
    /(^|\/)(your_instagram_activity|personal_information\/personal_information)\/[^/]/.test(path),
  );
  return { confidence: memories ? 1 : known.length > 0 ? 0.5 : 0, era: isNew ? 'new' : 'old' };
}

const sheetKinds = new Set<string>(sheets.map(([kind]) => kind));
