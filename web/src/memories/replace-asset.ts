import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Asset, Memory } from '../../../schemas/contracts/memories.ts';

interface MemoryPage {
  items: Memory[];
}

/** Puts a changed asset in the place of the old one, wherever the page keeps it. */
export function replaceAsset(client: QueryClient, asset: Asset): void {
  const swap = (old: Asset) => (old.id === asset.id ? asset : old);
  const inMemory = (memory: Memory): Memory => {
    const here = memory.asset?.id === asset.id || memory.photos.some((photo) => photo.id === asset.id);
    return here
      ? { ...memory, asset: memory.asset && swap(memory.asset), photos: memory.photos.map(swap) }
      : memory;
  };
  client.setQueriesData<InfiniteData<MemoryPage>>(
    { queryKey: ['memories'] },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.map(inMemory) })),
      },
  );
  client.setQueriesData<Memory>({ queryKey: ['memory'] }, (memory) => memory && inMemory(memory));
}
