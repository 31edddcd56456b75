import type { Import, ImportFile } from '../../../../schemas/contracts/imports.ts';
import type { UploadSource } from './upload-source.ts';

export interface MatchedSources {
  /** Parts of uploads that were begun before. */
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
  const matched: MatchedSources = { known: [], changed: [], fresh: [] };
  for (const source of sources) {
    const same = begun.find(({ file }) => isSame(source, file));
    if (same) matched.known.push({ ...same, source });
    else if (begun.some(({ file }) => file.name === source.name && file.missing.length > 0))
      matched.changed.push(source);
    else matched.fresh.push(source);
  }
  return matched;
}

/** Where no fingerprint could be taken, name and size must do. */
function isSame(source: UploadSource, file: ImportFile): boolean {
  if (source.bytes !== file.bytes) return false;
  return source.fingerprint && file.fingerprint
    ? source.fingerprint === file.fingerprint
    : source.name === file.name;
}
