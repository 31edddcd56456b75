import { makeRandom } from '../core/make-random.ts';
import { sizeOfLook } from '../photos/looks.ts';
import type { Photo, Picture, Place } from './types.ts';

interface Shot {
  seed: number;
  /** Number of the person, 1 to 999, the first part of the ids. */
  owner: number;
  from: { id: string; name: string };
  index: number;
  look: string;
  takenMs: number;
  place?: Place;
}

/** A photo taken at a moment: its picture, camera, size and id all follow from the seed and its number. */
export function toPhoto(shot: Shot): Photo {
  const random = makeRandom(shot.seed, 'photo', shot.owner, shot.index);
  const { width, height } = sizeOfLook(shot.look, random);
  const uploadedMs = shot.takenMs + random.int(5, 180) * 60_000;
  const picture: Picture = {
    key: `${shot.owner}-${shot.index}`,
    look: shot.look,
    variant: random.int(1, 1_000_000),
    width,
    height,
    takenMs: shot.takenMs,
    camera: cameraOf(new Date(shot.takenMs).getUTCFullYear(), random.next()),
    orientation: random.chance(0.1) ? 6 : 1,
    ...(shot.place !== undefined && random.chance(0.7) ? { place: shot.place } : {}),
  };
  return {
    id: photoId(shot.owner, shot.index),
    picture,
    from: shot.from,
    createdMs: uploadedMs,
    updatedMs: uploadedMs,
    listed: 'uploaded',
    ...(shot.place !== undefined ? { place: shot.place } : {}),
  };
}

/** 17 digits, as Graph's are. */
export function photoId(owner: number, index: number): string {
  return `10158${String(owner).padStart(3, '0')}${String(index * 97 + 100_000_003)}`;
}

function cameraOf(year: number, draw: number): { make: string; model: string } {
  if (draw < 0.2) return { make: 'Canon', model: 'Canon EOS 700D' };
  if (draw < 0.3) return { make: 'FUJIFILM', model: year < 2019 ? 'X-T10' : 'X-T3' };
  if (year < 2019) return { make: 'Apple', model: 'iPhone 6s' };
  return year < 2023 ? { make: 'Google', model: 'Pixel 4a' } : { make: 'Apple', model: 'iPhone 13' };
}
