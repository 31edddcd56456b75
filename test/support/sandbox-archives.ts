import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { planArchive } from '../../sandbox/archives/plan-archive.ts';
import { readContent } from '../../sandbox/archives/read-content.ts';
import type { ArchiveOptions, ArchivePlan } from '../../sandbox/archives/types.ts';
import { writePart } from '../../sandbox/archives/write-part.ts';
import { createStore } from '../../sandbox/core/create-store.ts';
import type { SyntheticSpec } from '../../sandbox/people/build-others.ts';
import { createPeople } from '../../sandbox/people/create-people.ts';
import { createLibrary } from '../../sandbox/photos/create-library.ts';
import { type ExpectedArchive, expectedOf } from './expected-of.ts';

/** The sandbox's archives without its server: the same people, the same bytes. */
export interface ArchiveMaker {
  plan(person: string, options: ArchiveOptions): ArchivePlan;
  expected(person: string, options: ArchiveOptions): ExpectedArchive;
  /** Each part that is not omitted, whole in memory. */
  parts(person: string, options: ArchiveOptions): Promise<{ name: string; bytes: Buffer }[]>;
  /** Writes the ZIPs into a folder, streamed; gives their paths. */
  writeZips(person: string, options: ArchiveOptions, folder: string): Promise<string[]>;
  /** Writes the archive as an unpacked folder; gives the folder. */
  writeFolder(person: string, options: ArchiveOptions, folder: string): Promise<string>;
  /** A person of any size. */
  add(spec: SyntheticSpec): void;
}

/** With the seed of `startSandbox()` by default, so that an import meets what a backup by API has. */
export function createArchiveMaker(seed = 1): ArchiveMaker {
  const people = createPeople(seed, () => Date.UTC(2026, 5, 30), createStore());
  const library = createLibrary({ seed });
  const plan = (key: string, options: ArchiveOptions): ArchivePlan => {
    const person = people.find(key);
    if (person === undefined) throw new Error(`There is no ${key}.`);
    return planArchive(person, options);
  };
  const kept = ({ names, options }: ArchivePlan): { name: string; part: number }[] =>
    names.map((name, part) => ({ name, part })).filter(({ part }) => part + 1 !== options.omitPart);
  return {
    plan,
    expected: (person, options) => expectedOf(plan(person, options)),
    async parts(person, options) {
      const planned = plan(person, options);
      const parts: { name: string; bytes: Buffer }[] = [];
      for (const { name, part } of kept(planned)) {
        const bytes = Buffer.concat(await writePart(planned, part, library).toArray());
        parts.push({ name, bytes });
      }
      return parts;
    },
    async writeZips(person, options, folder) {
      const planned = plan(person, options);
      await mkdir(folder, { recursive: true });
      for (const { name, part } of kept(planned)) {
        await pipeline(writePart(planned, part, library), createWriteStream(join(folder, name)));
      }
      return kept(planned).map(({ name }) => join(folder, name));
    },
    async writeFolder(person, options, folder) {
      const planned = plan(person, options);
      for (const { path, part, content } of planned.files) {
        if (part + 1 === options.omitPart) continue;
        const target = join(folder, options.rootFolder ?? '', path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, await readContent(planned, content, library));
      }
      return folder;
    },
    add(spec) {
      people.addSynthetic(spec);
    },
  };
}
