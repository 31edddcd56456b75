import type { ArchiveItem } from '../../../providers/archive/archive-reader.ts';
import type { ImportProblem, ImportReport } from '../../../schemas/contracts/imports.ts';
import type { ArchiveAccount } from './resolve-account.ts';

/** As many problems as a report names. */
export const mostProblems = 500;

/** A report has its place in one row of the database: no path may fill that. */
export const shownPath = (path: string): string => (path.length > 500 ? `${path.slice(0, 499)}…` : path);

/** What an archive tells besides its photos and posts, gathered while it is read. */
export interface ArchiveFacts {
  account: ArchiveAccount;
  albums: Set<string>;
  skipped: Map<ImportReport['skipped'][number]['what'], number>;
  problems: ImportProblem[];
  problemsTotal: number;
}

export const emptyFacts = (network: ArchiveAccount['network']): ArchiveFacts => ({
  account: { network, name: '', username: null },
  albums: new Set(),
  skipped: new Map(),
  problems: [],
  problemsTotal: 0,
});

export function addProblem(facts: ArchiveFacts, problem: ImportProblem): void {
  facts.problemsTotal += 1;
  if (facts.problems.length < mostProblems)
    facts.problems.push({ ...problem, path: shownPath(problem.path) });
}

export function countSkipped(
  { skipped }: ArchiveFacts,
  what: ImportReport['skipped'][number]['what'],
  count: number,
): void {
  skipped.set(what, (skipped.get(what) ?? 0) + count);
}

/** Takes in what is neither photo nor post nor message. */
export function takeFact(facts: ArchiveFacts, item: ArchiveItem): void {
  if (item.kind === 'account') {
    facts.account = { network: facts.account.network, name: item.name, username: item.username };
  } else if (item.kind === 'album') facts.albums.add(item.name);
  else if (item.kind === 'photo' && item.album) facts.albums.add(item.album);
  else if (item.kind === 'skipped') countSkipped(facts, item.what, item.count);
  else if (item.kind === 'problem') {
    const { path, code, message } = item;
    addProblem(facts, { path, code, message });
  }
}
