import type { ImportReport } from '../schemas/contracts/imports.ts';
import { bytesInWords, countInWords } from './words.ts';

/** Problems that are told one by one; the web interface has the others. */
const told = 8;

/** What became of everything in the archive, line by line. */
export function reportInWords(report: ImportReport): string[] {
  const { photos, posts, account } = report;
  const network = report.network === 'facebook' ? 'Facebook' : 'Instagram';
  const bytes = report.parts.reduce((sum, part) => sum + part.bytes, 0);
  const lines = [
    `${network} archive of ${account.name} (${report.era}), ${countInWords(report.parts.length, 'part')}, ${bytesInWords(bytes)}`,
    line('photos', photos.found, [
      [photos.imported, 'imported'],
      [photos.merged, 'merged with what was there'],
      [photos.missing, 'missing from the archive'],
      [photos.unreadable, 'unreadable'],
    ]),
    line('posts', posts.found, [
      [posts.imported, 'imported'],
      [posts.merged, 'merged with what was there'],
    ]),
  ];
  const { albums, comments } = report;
  if (albums + comments > 0) {
    lines.push(`  ${countInWords(albums, 'album')}, ${countInWords(comments, 'comment')}`);
  }
  if (photos.remoteOnly + posts.remoteOnly > 0) {
    lines.push(
      `  kept from earlier backups, not in this archive: ${countInWords(photos.remoteOnly, 'photo')}, ${countInWords(posts.remoteOnly, 'post')}`,
    );
  }
  for (const { what, count } of report.skipped) {
    if (count > 0)
      lines.push(`  left out: ${countInWords(count, what === 'other' ? 'other file' : what.slice(0, -1))}`);
  }
  for (const { path, message } of report.problems.slice(0, told)) lines.push(`  ! ${path}: ${message}`);
  const more = report.problemsTotal - Math.min(told, report.problems.length);
  if (more > 0) lines.push(`  ! and ${countInWords(more, 'more problem')}; the web interface lists them`);
  return lines;
}

/** "  photos: 1,205 found = 1,200 imported + 3 merged …", without the zeros. */
function line(noun: string, found: number, shares: [number, string][]): string {
  const parts = shares
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString('en')} ${what}`);
  return `  ${noun}: ${found.toLocaleString('en')} found${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}
