import { describe, expect, test } from '@jest/globals';
import type { ArchiveFiles, ArchiveReader } from '../../providers/archive/archive-reader.ts';
import { openArchive } from '../../providers/archive/open-archive.ts';
import { recognizeArchive } from '../../providers/archive/readers.ts';
import { buildArchive, ofKind, readItems } from '../support/build-archive.ts';

/** How one network writes what all of them have. */
export interface ArchiveDialect {
  reader: ArchiveReader;
  era: string;
  /** Path of a file of posts. */
  posts: (number: number) => string;
  post: (post: { seconds: number; text: string; media: object[] }) => object;
  media: (uri: string, exif?: object) => object;
  /** A file of pictures that no post showed, without and with this wrapper. */
  pictures: { path: string; wrap: (media: object[]) => object };
  mediaFolder: string;
  messages: string;
}

const picture = Buffer.from('picture');
/** As Meta damages texts. */
const damage = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** What every reader of archives must do, whatever the network. */
export function archiveReaderConformance(name: string, dialect: ArchiveDialect): void {
  const { reader, posts, post, media, pictures, mediaFolder, messages } = dialect;
  const uriOf = (file: string) => `${mediaFolder}/${file}`;
  const plain = (number: number) =>
    post({
      seconds: 1_600_000_000 + number,
      text: damage(`Été ${number} 土`),
      media: [media(uriOf(`${number}.jpg`))],
    });
  const read = async (...parts: Record<string, unknown>[]) => {
    const files = await openArchive(parts.map((files, index) => buildArchive(files, `part-${index}.zip`)));
    return { files, items: await readItems(reader, files) };
  };
  const uris = (items: Awaited<ReturnType<typeof read>>['items']) =>
    ofKind(items, 'photo').map(({ uri, file }) => [
      uri.split('/').at(-1),
      file?.path.split('/').at(-1) ?? null,
    ]);

  describe(name, () => {
    test('knows its own archives, by their structure', async () => {
      const own = await openArchive([buildArchive({ [posts(1)]: [], 'x/readme.txt': 'x' })]);
      expect(recognizeArchive(own)).toEqual({ reader, era: dialect.era, confidence: 1 });
      const folder = await openArchive([buildArchive({ [`my download/${posts(1)}`]: [] })]);
      expect(recognizeArchive(folder).reader).toBe(reader);
      const named = await openArchive([buildArchive({ [posts(1).replaceAll('/', '-')]: [] })]);
      expect(reader.recognize(named).confidence).toBe(0);
    });

    test('repairs texts, and gives each photo before its post', async () => {
      const { items } = await read({ [posts(1)]: [plain(1)], [uriOf('1.jpg')]: picture });
      const [photo] = ofKind(items, 'photo');
      const [told] = ofKind(items, 'post');
      expect(told).toMatchObject({ text: 'Été 1 土', photoUris: [uriOf('1.jpg')] });
      expect(told?.createdAt).toEqual(new Date(1_600_000_001_000));
      expect(photo).toMatchObject({ postKey: told?.key, elsewhere: false, file: { path: uriOf('1.jpg') } });
      expect(items.slice(-2)).toEqual([photo, told]);
    });

    test('gives the same in the same order, whatever the order of the parts', async () => {
      const one = { [posts(2)]: [plain(2)], [uriOf('1.jpg')]: picture, [posts(10)]: [plain(3)] };
      const other = { [posts(1)]: [plain(1)], [uriOf('2.jpg')]: picture };
      const forth = await read(one, other);
      const back = await read(other, one);
      expect(uris(forth.items)).toEqual([
        ['1.jpg', '1.jpg'],
        ['2.jpg', '2.jpg'],
        ['3.jpg', null],
      ]);
      expect(uris(back.items)).toEqual(uris(forth.items));
      expect(ofKind(back.items, 'post')).toEqual(ofKind(forth.items, 'post'));
      expect(await readItems(reader, forth.files)).toEqual(forth.items);
    });

    test('goes on after a file that breaks off, and says which', async () => {
      const whole = JSON.stringify([plain(1), plain(2)]);
      const { items } = await read({
        [posts(1)]: whole.slice(0, -20),
        [posts(2)]: 'not JSON',
        [posts(3)]: '',
        [posts(4)]: [plain(4)],
      });
      expect(ofKind(items, 'post').map(({ text }) => text)).toEqual(['Été 1 土', 'Été 4 土']);
      expect(ofKind(items, 'problem').map(({ path, code }) => [path, code])).toEqual([
        [posts(1), 'bad_json'],
        [posts(2), 'bad_json'],
        [posts(3), 'bad_json'],
      ]);
    });

    test('leaves out items that are none, and says so', async () => {
      const broken = post({ seconds: 1, text: 'broken', media: [{ uri: 7 }] });
      const { items } = await read({ [posts(1)]: [null, 'text', 12, [], broken, plain(1)] });
      expect(ofKind(items, 'post').map(({ text }) => text)).toEqual(['broken', 'Été 1 土']);
      expect(ofKind(items, 'problem').length).toBeGreaterThanOrEqual(4);
      expect(new Set(ofKind(items, 'problem').map(({ path }) => path))).toEqual(new Set([posts(1)]));
    });

    test('tells what is missing from what lies elsewhere', async () => {
      const shown = [media(uriOf('gone.jpg')), media('https://cdn.example/1_2_3_n.jpg')];
      const { items } = await read({ [pictures.path]: pictures.wrap(shown) });
      expect(ofKind(items, 'photo').map(({ file, elsewhere }) => ({ file, elsewhere }))).toEqual([
        { file: null, elsewhere: false },
        { file: null, elsewhere: true },
      ]);
    });

    test('takes dates and positions that make sense, and nothing else from the EXIF', async () => {
      const exif = [
        { taken_timestamp: -86_400, latitude: 48.8, longitude: 2.3, upload_ip: '203.0.113.9' },
        { taken_timestamp: -62_169_958_800, latitude: 0, longitude: 0, device_id: 'secret-device' },
        { taken_timestamp: 'never', latitude: 91, longitude: 2, camera_serial_number: 'secret-camera' },
        { taken_timestamp: 4_200_000_000, latitude: 1 },
      ];
      const shown = exif.map((facts, index) => media(uriOf(`${index}.jpg`), facts));
      const { items } = await read({ [pictures.path]: pictures.wrap(shown) });
      expect(ofKind(items, 'photo').map(({ takenAt, place }) => [takenAt, place?.latitude ?? null])).toEqual([
        [new Date(-86_400_000), 48.8],
        [null, null],
        [null, null],
        [null, null],
      ]);
      expect(JSON.stringify(items)).not.toMatch(/203\.0|secret/);
    });

    test('counts videos, and gives messages as files that are no photos', async () => {
      const { items } = await read({
        [posts(1)]: [post({ seconds: 1, text: 'a film', media: [media(uriOf('1.mp4'))] })],
        [uriOf('1.mp4')]: 'film',
        [`${messages}/inbox/rosa_1/message_1.json`]: { messages: [{ photos: [{ uri: 'x' }] }] },
        [`${messages}/inbox/rosa_1/photos/1.jpg`]: picture,
        'ads/advertisers.json': {},
        'more.zip': 'never opened',
      });
      expect(ofKind(items, 'photo')).toEqual([]);
      expect(ofKind(items, 'message-file').map(({ file }) => file.path)).toEqual([
        `${messages}/inbox/rosa_1/message_1.json`,
        `${messages}/inbox/rosa_1/photos/1.jpg`,
      ]);
      expect(ofKind(items, 'skipped')).toEqual([
        { kind: 'skipped', what: 'videos', count: 1 },
        { kind: 'skipped', what: 'other', count: 2 },
      ]);
    });

    test('tells posts of one second apart, and gives the same post once', async () => {
      const silent = (file: string) => post({ seconds: 5, text: '', media: [media(uriOf(file))] });
      const { items } = await read({ [posts(1)]: [silent('1.jpg'), silent('2.jpg'), silent('1.jpg')] });
      const told = ofKind(items, 'post');
      expect(told.map(({ photoUris }) => photoUris)).toEqual([[uriOf('1.jpg')], [uriOf('2.jpg')]]);
      expect(new Set(told.map(({ key }) => key)).size).toBe(2);
    });

    test('stops when it is told to, and lets failures of the storage through', async () => {
      const stop = new AbortController();
      const { files } = await read({ [posts(1)]: [plain(1), plain(2)], [posts(2)]: [plain(3)] });
      const reading = async (over: ArchiveFiles, signal?: AbortSignal) => {
        for await (const item of reader.read(over, signal)) if (item.kind === 'post') stop.abort();
      };
      await expect(reading(files, stop.signal)).rejects.toThrow(/abort/i);
      const lost = { ...files, open: () => Promise.reject(new Error('storage is down')) };
      await expect(reading(lost)).rejects.toThrow('storage is down');
    });
  });
}
