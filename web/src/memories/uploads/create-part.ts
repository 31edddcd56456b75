import type { ImportFile } from '../../../../schemas/contracts/imports.ts';
import { listMissing, sizeOfChunk } from './missing-chunks.ts';
import type { UploadSource } from './upload-source.ts';
import type { UploadFileView } from './upload-view.ts';

/** One part on its way: what the server lacks, what is being sent, and where the bytes come from. */
export interface Part {
  id: string;
  source: UploadSource | null;
  problem: string | null;
  /** Numbers of the chunks that have not arrived. */
  missing: Set<number>;
  /** Bytes that have left, by the number of their chunk. */
  underWay: Map<number, number>;
  view(): UploadFileView;
}

export function createPart(file: ImportFile, chunkBytes: number): Part {
  const part: Part = {
    id: file.id,
    source: null,
    problem: null,
    missing: new Set(listMissing(file)),
    underWay: new Map(),
    view() {
      const lacking = [...part.missing].reduce(
        (sum, index) => sum + sizeOfChunk(file, index, chunkBytes) - (part.underWay.get(index) ?? 0),
        0,
      );
      const base = { id: file.id, name: file.name, bytes: file.bytes, problem: part.problem };
      return { ...base, sent: file.bytes - lacking, state: stateOf(part) };
    },
  };
  return part;
}

function stateOf({ missing, source, underWay }: Part): UploadFileView['state'] {
  if (missing.size === 0) return 'done';
  if (!source) return 'choose';
  return underWay.size > 0 ? 'sending' : 'waiting';
}
