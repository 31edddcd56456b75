import type { Readable } from 'node:stream';
import { planArchive } from '../../sandbox/archives/plan-archive.ts';
import type { ArchiveOptions } from '../../sandbox/archives/types.ts';
import { writePart } from '../../sandbox/archives/write-part.ts';
import { buildSynthetic } from '../../sandbox/people/build-others.ts';
import { createLibrary } from '../../sandbox/photos/create-library.ts';
import { type ExpectedArchive, expectedOf } from './expected-of.ts';

export interface BigArchive {
  /** Each can be opened again and again, and streams the same bytes each time, at constant memory. */
  parts: { name: string; open(): Readable }[];
  expected: ExpectedArchive;
}

/** An archive of any size that is nowhere as a whole: 20,000 photos of 250 kB are 5 GB. */
export function bigArchive(
  size: { photos: number; posts: number; bytesPerPhoto: number; key?: string },
  options: ArchiveOptions = { network: 'facebook', era: '2024' },
): BigArchive {
  const { key = 'big', ...rest } = size;
  const library = createLibrary({ seed: 1 });
  const plan = planArchive(buildSynthetic({ id: key, ...rest }, 899), options);
  return {
    parts: plan.names.map((name, part) => ({ name, open: () => writePart(plan, part, library) })),
    expected: expectedOf(plan),
  };
}
