import type { Exif } from 'sharp';
import type { Picture } from '../people/types.ts';

/** Camera, time (as a camera writes it, without a zone) and, where the picture has a place, the position. */
export function exifOf({ camera, takenMs, place }: Picture): Exif {
  const time = new Date(takenMs).toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');
  return {
    IFD0: { Make: camera.make, Model: camera.model, DateTime: time, Software: 'Perennial sandbox' },
    IFD2: { DateTimeOriginal: time, DateTimeDigitized: time },
    ...(place === undefined
      ? {}
      : {
          IFD3: {
            GPSLatitudeRef: place.latitude < 0 ? 'S' : 'N',
            GPSLatitude: degrees(place.latitude),
            GPSLongitudeRef: place.longitude < 0 ? 'W' : 'E',
            GPSLongitude: degrees(place.longitude),
          },
        }),
  };
}

/** Degrees, minutes and hundredths of seconds, as three rationals. */
function degrees(value: number): string {
  const hundredths = Math.round(Math.abs(value) * 360_000);
  const seconds = hundredths % 6000;
  const minutes = Math.floor(hundredths / 6000) % 60;
  return `${Math.floor(hundredths / 360_000)}/1 ${minutes}/1 ${seconds}/100`;
}
