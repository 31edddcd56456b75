import { ExternalLink, MapPin } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'react-router';
import type { Memory } from '../../../../schemas/contracts/memories.ts';
import { formatLongDay } from '../../words/format-time.ts';
import { altOf, placeWords } from '../describe-asset.ts';
import { ratioOf } from '../gallery/justify-rows.ts';
import { Photo } from '../gallery/photo.tsx';
import { MemoryComments, MemoryMarks } from '../memory-notes.tsx';

interface Props {
  post: Memory;
  /** Address of one picture of this post. */
  hrefOf: (postId: string, assetId: string) => string;
}

export const PostItem = memo(function PostItem({ post, hrefOf }: Props) {
  const where = placeWords(post.place);
  return (
    <article className="border-b border-line py-8">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-soft">
        {post.createdAt && <time dateTime={post.createdAt}>{formatLongDay(post.createdAt)}</time>}
        {where && (
          <span className="inline-flex items-center gap-1">
            <MapPin aria-hidden className="size-4" />
            {where}
          </span>
        )}
        {post.permalink && (
          <a
            href={post.permalink}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 rounded-small text-accent hover:underline"
          >
            On Facebook
            <ExternalLink aria-hidden className="size-3.5" />
          </a>
        )}
      </p>
      {post.text && (
        <p dir="auto" className="mt-2 max-w-prose whitespace-pre-line text-base">
          {post.text}
        </p>
      )}
      <MemoryMarks memory={post} />
      <PostPhotos post={post} hrefOf={hrefOf} />
      <MemoryComments memory={post} />
    </article>
  );
});

const mostShown = 4;

/** Up to four pictures side by side at equal height; the rest is one click away in the viewer. */
function PostPhotos({ post, hrefOf }: Props) {
  const shown = post.photos.slice(0, mostShown);
  const more = post.photos.length - shown.length;
  if (shown.length === 0) return null;
  const sum = shown.reduce((total, asset) => total + ratioOf(asset), 0);
  return (
    <div className="mt-4 flex gap-2" style={{ maxWidth: `${Math.round(sum * 20)}rem` }}>
      {shown.map((asset, index) => (
        <Link
          key={asset.id}
          to={hrefOf(post.id, asset.id)}
          preventScrollReset
          state={{ opened: true }}
          data-photo={asset.id}
          className="relative min-w-0 overflow-hidden rounded-small"
          style={{ flex: `${ratioOf(asset)} 1 0`, aspectRatio: ratioOf(asset) }}
        >
          <Photo
            asset={asset}
            alt={altOf(asset)}
            width={720 * (ratioOf(asset) / sum)}
            className="size-full"
          />
          {more > 0 && index === shown.length - 1 && (
            <span className="figures absolute inset-0 flex items-center justify-center bg-black/60 text-lg font-semibold text-white">
              +{more}
              <span className="sr-only"> more photos</span>
            </span>
          )}
        </Link>
      ))}
    </div>
  );
}
