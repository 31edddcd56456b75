import { ImageOff } from 'lucide-react';
import { memo, useState } from 'react';
import type { Asset } from '../../../../schemas/contracts/memories.ts';
import { cx } from '../../ui/cx.ts';

interface Props {
  asset: Asset;
  alt: string;
  /** Drawn width in pixels; wide pictures take the larger rendition. */
  width: number;
  className?: string;
}

const thumbWidth = 480;

/**
 * A picture that fades in over its tiny, blurred preview. The room it takes is given from outside. One without
 * a preview has no rendition either: it is not made yet, or the file is damaged.
 */
export const Photo = memo(function Photo({ asset, alt, width, className }: Props) {
  const [state, setState] = useState<'loading' | 'fading' | 'shown' | 'broken'>('loading');
  if (state === 'broken' || asset.preview === null) {
    return (
      <span className={cx('flex items-center justify-center gap-2 bg-sunken text-xs text-soft', className)}>
        <ImageOff aria-hidden className="size-4" />
        <span className="sr-only">{alt}: </span>
        {asset.preview === null ? 'No preview' : 'Not shown'}
      </span>
    );
  }
  return (
    <span className={cx('relative block overflow-hidden bg-sunken', className)}>
      {state !== 'shown' && (
        <span
          className="absolute -inset-4 bg-cover bg-center blur-md"
          style={{ backgroundImage: `url("${asset.preview}")` }}
        />
      )}
      <img
        src={width > thumbWidth ? asset.urls.web : asset.urls.thumb}
        alt={alt}
        decoding="async"
        draggable={false}
        // A picture that the browser has already must not fade in again when it is scrolled back.
        ref={(image) => {
          if (image?.complete && image.naturalWidth > 0 && state === 'loading') setState('shown');
        }}
        onLoad={() => setState((now) => (now === 'loading' ? 'fading' : now))}
        onTransitionEnd={() => setState('shown')}
        onError={() => setState('broken')}
        className={cx(
          'relative size-full object-cover transition-opacity duration-200',
          state === 'loading' ? 'opacity-0' : 'opacity-100',
        )}
      />
    </span>
  );
});
