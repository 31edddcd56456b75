import { lazy, Suspense, useMemo } from 'react';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { ErrorView } from '../app/error-view.tsx';
import { formatCount } from '../words/format-number.ts';
import { AlbumChip } from './albums/album-chip.tsx';
import { Gallery } from './gallery/gallery.tsx';
import { GallerySkeleton } from './gallery/gallery-skeleton.tsx';
import type { LightboxItem } from './lightbox/lightbox-item.ts';
import { NothingHere } from './nothing-here.tsx';
import type { useBackupView } from './use-backup-view.ts';
import { useOneMemory } from './use-one-memory.ts';
import { usePages } from './use-pages.ts';

const Lightbox = lazy(() => import('./lightbox/lightbox.tsx'));

interface Props {
  backup: Backup;
  view: ReturnType<typeof useBackupView>;
  running: boolean;
}

export function PhotosTab({ backup, view, running }: Props) {
  const filter = {
    kind: 'photo',
    state: 'stored',
    ...(view.q ? { q: view.q } : {}),
    ...(view.album === null ? {} : { album: view.album }),
  } as const;
  const pages = usePages(backup.id, filter);
  const { query, more } = pages;
  const { memories, total } = useShown(pages, running);
  const items = useMemo(() => memories.flatMap(itemsOf), [memories]);
  // A link may name a photo that the list has not come to yet.
  const listed = items.some((item) => item.key === view.photo);
  const alone = useOneMemory(view.photo && query.data && !listed ? view.photo : null);
  const open = listed ? items : alone.data ? itemsOf(alone.data) : [];

  if (query.error && !query.data)
    return <ErrorView error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <GallerySkeleton />;
  return (
    <>
      {view.album !== null && <AlbumChip album={view.album} total={total} />}
      <p role="status" className="sr-only">
        {view.q && !query.isPlaceholderData ? `${formatCount(total, 'photo')} found` : ''}
      </p>
      {items.length > 0 ? (
        <Gallery memories={memories} total={total} hrefOf={view.hrefOf} onMore={more} label="Photos" />
      ) : (
        <NothingHere
          kind="photo"
          q={view.q}
          running={running}
          backup={backup}
          onClear={() => view.setQ('')}
        />
      )}
      {view.photo && open.length > 0 && (
        <Suspense>
          <Lightbox
            items={open}
            openKey={view.photo}
            total={listed ? total : open.length}
            onChange={view.showPhoto}
            onClose={view.closePhoto}
            onNearEnd={more}
          />
        </Suspense>
      )}
    </>
  );
}

const itemsOf = (memory: LightboxItem['memory']): LightboxItem[] =>
  memory.asset ? [{ key: memory.id, asset: memory.asset, memory }] : [];

/** While a backup runs, photos are shown once they have a rendition: before that not even their size is known. */
function useShown({ memories, total, query }: ReturnType<typeof usePages>, running: boolean) {
  return useMemo(() => {
    if (!running) return { memories, total };
    const shown = memories.filter((memory) => memory.asset?.preview);
    return { memories: shown, total: query.hasNextPage ? total : shown.length };
  }, [memories, total, query.hasNextPage, running]);
}
