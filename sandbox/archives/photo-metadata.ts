import type { Photo } from '../people/types.ts';
import { privateFacts } from './private-facts.ts';

/** What Facebook wrote of photos whose camera knew no time: the start of the year 0, somewhere. */
export const noTime = -62_169_958_800;

/** Seconds since 1970 that an archive's JSON gives, negative before; `noTime` where the photo has none. */
export function takenSecondsOf(photo: Photo): number {
  return photo.timeLost === true ? noTime : Math.floor(photo.picture.takenMs / 1000);
}

/** `media_metadata` of a photo. The address it was uploaded from is in it, as in real archives. */
export function photoMetadata(photo: Photo, exifList: boolean): object {
  const { camera, orientation, width, height, place } = photo.picture;
  const facts = {
    iso: 100,
    focal_length: '415/100',
    camera_make: camera.make,
    camera_model: camera.model,
    exposure: '1/120',
    f_stop: '220/100',
    orientation,
    original_width: width,
    original_height: height,
    taken_timestamp: takenSecondsOf(photo),
    modified_timestamp: Math.floor(photo.updatedMs / 1000),
    ...(place === undefined ? {} : { latitude: place.latitude, longitude: place.longitude }),
    upload_ip: privateFacts.uploadIp,
  };
  return { photo_metadata: exifList ? { exif_data: [facts] } : facts };
}
