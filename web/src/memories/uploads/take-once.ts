import type { UploadSource } from './upload-source.ts';

export interface Taken {
  fresh: UploadSource[];
  /** Copies under other names that were left out just now, each with the name of what is there already. */
  copies: { name: string; of: string }[];
}

/** Adds what was chosen to what was there; the same bytes are uploaded once, whatever their name. */
export function takeOnce(before: readonly UploadSource[], chosen: readonly UploadSource[]): Taken {
  const taken: Taken = { fresh: [...before], copies: [] };
  for (const source of chosen) {
    const same = taken.fresh.find((each) => isSame(each, source));
    if (!same) taken.fresh.push(source);
    else if (same.name !== source.name) taken.copies.push({ name: source.name, of: same.name });
  }
  return taken;
}

/** Where no fingerprint could be taken, only the same name and size are the same file chosen again. */
const isSame = (one: UploadSource, other: UploadSource): boolean =>
  one.bytes === other.bytes &&
  one.fingerprint === other.fingerprint &&
  (one.fingerprint !== '' || one.name === other.name);
