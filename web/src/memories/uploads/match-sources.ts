import type { Import, ImportFile } from '../../../../schemas/contracts/imports.ts';
import type { UploadSource } from './upload-source.ts';

export interface MatchedSources {
  /** Parts of uploads that were begun before, each with what was chosen for it. */
  known: { importId: string; file: ImportFile; source: UploadSource }[];
  /** Named like a part that was begun, but with other contents. */
  changed: UploadSource[];
  fresh: UploadSource[];
}

/** Tells what of the chosen belongs to an upload that was begun before, on this or another day. */
export function matchSources(
  sources: readonly UploadSource[],
  open: readonly Pick<Import, 'id' | 'files'>[],
): MatchedSources {
  const begun = open.flatMap(({ id, files }) => files.map((file) => ({ importId: id, file })));
  const unused = new Set(sources);
  const known = begun.flatMap(({ importId, file }) => {
    const source = pickSource(sources, unused, file);
    if (!source) return [];
    unused.delete(source);
    return { importId, file, source };
  });
  // A second copy of a part that has its bytes now belongs nowhere else.
  const others = [...unused].filter((source) => !begun.some(({ file }) => isPart(source, file)));
  const isChanged = (source: UploadSource) =>
    begun.some(({ file }) => file.name === source.name && file.missing.length > 0);
  return {
    known,
    changed: others.filter(isChanged),
    fresh: others.filter((source) => !isChanged(source)),
  };
}

/** The same name before another one; equal bytes may serve several parts, files that only look alike may not. */
function pickSource(sources: readonly UploadSource[], unused: ReadonlySet<UploadSource>, file: ImportFile) {
  const same = sources.filter((source) => isPart(source, file));
  const free = same.filter((source) => unused.has(source));
  return (
    free.find(({ name }) => name === file.name) ??
    free[0] ??
    same.find(({ fingerprint }) => fingerprint !== '' && file.fingerprint)
  );
}

/** Where no fingerprint could be taken, name and size must do. */
function isPart(source: UploadSource, file: ImportFile): boolean {
  if (source.bytes !== file.bytes) return false;
  return source.fingerprint && file.fingerprint
    ? source.fingerprint === file.fingerprint
    : source.name === file.name;
}
