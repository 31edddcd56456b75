import { Link } from 'react-router';
import type { Album } from '../../../../schemas/contracts/care.ts';
import { ErrorView } from '../../app/error-view.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../words/format-number.ts';
import { formatSpan } from '../../words/format-time.ts';
import { CoverCollage } from '../cover-collage.tsx';
import { GallerySkeleton } from '../gallery/gallery-skeleton.tsx';
import { useAlbums } from './use-albums.ts';

/** The albums as the network knows them; each opens its photos. */
export function AlbumsTab({ backupId }: { backupId: string }) {
  const { data, error, refetch } = useAlbums(backupId);
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) return <GallerySkeleton />;
  if (data.length === 0) {
    return (
      <EmptyState title="There are no albums in this backup">Its photos are all in one list.</EmptyState>
    );
  }
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-8 pt-8 sm:grid-cols-3 sm:gap-x-8 lg:grid-cols-4">
      {data.map((album) => (
        <li key={album.name}>
          <AlbumTile album={album} />
        </li>
      ))}
    </ul>
  );
}

function AlbumTile({ album }: { album: Album }) {
  return (
    <article className="group relative">
      <CoverCollage cover={album.cover ? [album.cover] : []} className="aspect-3/2" />
      <h2 dir="auto" className="mt-2 text-base">
        <Link
          to={`?${new URLSearchParams({ album: album.name })}`}
          className="rounded-small after:absolute after:inset-0 group-hover:underline"
        >
          {album.name}
        </Link>
      </h2>
      <p className="figures text-sm text-soft">
        {[formatCount(album.photos, 'photo'), formatSpan(album.from, album.to)].filter(Boolean).join(' · ')}
      </p>
    </article>
  );
}
