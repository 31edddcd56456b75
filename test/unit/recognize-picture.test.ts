import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { recognizePicture } from '../../domains/memories/pictures/recognize-picture.ts';

const image = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#369' } });
const ftyp = (brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0mif1`)]);

test.each([
  ['image/jpeg', 'jpg', () => image().jpeg().toBuffer()],
  ['image/png', 'png', () => image().png().toBuffer()],
  ['image/gif', 'gif', () => image().gif().toBuffer()],
  ['image/webp', 'webp', () => image().webp().toBuffer()],
  ['image/avif', 'avif', () => image().avif({ effort: 0 }).toBuffer()],
  ['image/heic', 'heic', async () => ftyp('heic')],
  ['image/heic', 'heic', async () => ftyp('mif1')],
])('%s is known by its bytes', async (mime, extension, make) => {
  expect(recognizePicture(await make())).toEqual({ mime, extension });
});

test.each([
  ['a web page', Buffer.from('<!doctype html><title>Sorry</title>')],
  ['an SVG, which may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['an SVG with a declaration', Buffer.from('<?xml version="1.0"?><svg/>')],
  ['a PDF', Buffer.from('%PDF-1.7')],
  ['a film', ftyp('isom')],
  ['a sound', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
  ['a name that is in the middle', Buffer.from('xxGIF89a')],
  ['JSON', Buffer.from('{"error":{}}')],
  ['two bytes', Buffer.from([0xff, 0xd8])],
  ['nothing', Buffer.alloc(0)],
])('%s is no picture', (_what, bytes) => {
  expect(recognizePicture(bytes)).toBeNull();
});
