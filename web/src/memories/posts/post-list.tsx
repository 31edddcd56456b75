import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Memory } from '../../../../schemas/contracts/memories.ts';
import { PostItem } from './post-item.tsx';

interface Props {
  posts: Memory[];
  hrefOf: (postId: string, assetId: string) => string;
  hasMore: boolean;
  onMore: () => void;
}

/** Posts as they were written, newest first; their heights are measured, as words have no fixed size. */
export function PostList({ posts, hrefOf, hasMore, onMore }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(ref.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: posts.length,
    estimateSize: () => 280,
    getItemKey: (index) => posts[index]?.id ?? index,
    overscan: 6,
    scrollMargin: top,
  });
  const shown = virtualizer.getVirtualItems();
  const nearEnd = hasMore && (shown.at(-1)?.index ?? 0) >= posts.length - 10;
  useEffect(() => {
    if (nearEnd) onMore();
  }, [nearEnd, onMore]);

  return (
    <div
      ref={ref}
      role="feed"
      aria-label="Posts"
      aria-busy={nearEnd}
      className="relative mx-auto max-w-3xl"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {shown.map((item) => {
        const post = posts[item.index];
        if (!post) return null;
        return (
          <div
            key={item.key}
            data-index={item.index}
            ref={virtualizer.measureElement}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${item.start - virtualizer.options.scrollMargin}px)` }}
          >
            <PostItem post={post} hrefOf={hrefOf} />
          </div>
        );
      })}
    </div>
  );
}
