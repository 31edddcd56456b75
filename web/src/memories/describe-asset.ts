import type { z } from 'zod';
import type { Asset, CaptionSource, Memory, Place } from '../../../schemas/contracts/memories.ts';
import { formatLongDay } from '../words/format-time.ts';

/** Words in place of the picture: its caption, else what is known about it. */
export function altOf(asset: Asset, memory?: Memory): string {
  if (asset.caption.text) return asset.caption.text;
  if (memory?.kind === 'photo' && memory.text) return memory.text;
  const at = asset.takenAt ?? memory?.createdAt;
  return at ? `Photo of ${formatLongDay(at)}` : 'Photo without a caption';
}

export function placeWords(place: Place | null): string {
  if (!place) return '';
  const parts = [place.name, place.city, place.country].filter((part): part is string => Boolean(part));
  return [...new Set(parts)].join(', ');
}

const sources: Record<z.infer<typeof CaptionSource>, string> = {
  'azure-vision-4': 'Described by Azure AI Vision',
  'azure-vision-3': 'Described by Azure AI Vision',
  local: 'Described on this computer',
  person: 'Your words',
  none: 'No description yet',
};

const origins: Record<NonNullable<Asset['takenAtOrigin']>, string> = {
  person: 'your date',
  exif: 'date from the camera',
  backdated: 'date set on the network',
  post: 'date of the post',
  upload: 'date of the upload',
};

/** Where the date of a picture is from. */
export const dateOriginWords = ({ takenAtOrigin }: Asset): string =>
  takenAtOrigin ? origins[takenAtOrigin] : 'no date is known';

/** Who wrote a caption. */
export const captionSourceWords = (asset: Asset): string => sources[asset.caption.source];
