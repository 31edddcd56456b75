import type { Asset, Memory } from '../../../../schemas/contracts/memories.ts';

/** One picture of the viewer; the key stands in the address. */
export interface LightboxItem {
  key: string;
  asset: Asset;
  memory: Memory;
}
