import { lazy, Suspense, useCallback } from 'react';
import type { Backup } from '../../../schemas/contracts/memories.ts';
import { ErrorView } from '../app/error-view.tsx';
import { formatCount } from '../words/format-number.ts';
import { NothingHere } from './nothing-here.tsx';
import { PostList } from './posts/post-list.tsx';
import { PostsSkeleton } from './posts/posts-skeleton.tsx';
import type { useBackupView } from './use-backup-view.ts';
import { useOneMemory } from './use-one-memory.ts';
import { usePages } from './use-pages.ts';

const Lightbox = lazy(() => import('./lightbox/lightbox.tsx'));

interface Props {
  backup: Backup;
  view: ReturnType<typeof useBackupView>;
  running: boolean;
}

export function PostsTab({ backup, view, running }: Props) {
  const filter = { kind: 'post', ...(view.q ? { q: view.q } : {}) } as const;
  const { query, memories, more, total } = usePages(backup.id, filter);
  const { hrefOf, showPhoto, photo } = view;
  const photoHref = useCallback((postId: string, assetId: string) => hrefOf(assetId, postId), [hrefOf]);
  const listed = memories.find((post) => post.id === view.post);
  const alone = useOneMemory(view.post && query.data && !listed ? view.post : null);
  const open = listed ?? alone.data;

  if (query.error && !query.data)
    return <ErrorView error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <PostsSkeleton />;
  return (
    <>
      <p role="status" className="sr-only">
        {view.q && !query.isPlaceholderData ? `${formatCount(total, 'post')} found` : ''}
      </p>
      {memories.length > 0 ? (
        <PostList posts={memories} hrefOf={photoHref} hasMore={query.hasNextPage} onMore={more} />
      ) : (
        <NothingHere kind="post" q={view.q} running={running} backup={backup} onClear={() => view.setQ('')} />
      )}
      {photo && open && open.photos.length > 0 && (
        <Suspense>
          <Lightbox
            items={open.photos.map((asset) => ({ key: asset.id, asset, memory: open }))}
            openKey={photo}
            total={open.photos.length}
            onChange={(key) => showPhoto(key, open.id)}
            onClose={view.closePhoto}
            onNearEnd={more}
          />
        </Suspense>
      )}
    </>
  );
}
