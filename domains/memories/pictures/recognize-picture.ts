export interface PictureType {
  mime: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/heic' | 'image/avif';
  extension: string;
}

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** The picture's type by its first bytes; null when it is none (an HTML page, an SVG, …). Headers are not believed. */
export function recognizePicture(bytes: Uint8Array): PictureType | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
    return { mime: 'image/jpeg', extension: 'jpg' };
  }
  if (ascii(bytes, 1, 4) === 'PNG' && bytes[0] === 0x89) return { mime: 'image/png', extension: 'png' };
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return { mime: 'image/gif', extension: 'gif' };
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') {
    return { mime: 'image/webp', extension: 'webp' };
  }
  if (ascii(bytes, 4, 8) !== 'ftyp') return null;
  const brand = ascii(bytes, 8, 12);
  if (/^(heic|heix|mif1|msf1)$/.test(brand)) return { mime: 'image/heic', extension: 'heic' };
  return brand === 'avif' ? { mime: 'image/avif', extension: 'avif' } : null;
}
