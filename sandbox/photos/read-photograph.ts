import { readFileSync } from 'node:fs';
import { findAsset } from '../core/find-asset.ts';

const read = new Map<string, Buffer>();

/** A file of `demo-data/photographs`, read once. */
export function readPhotograph(name: string): Buffer {
  const bytes = read.get(name) ?? readFileSync(findAsset('demo-data', 'photographs', name));
  read.set(name, bytes);
  return bytes;
}
