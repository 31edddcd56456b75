import { describe, expect, test } from '@jest/globals';
import { ofKind, readParts as read } from '../support/build-archive.ts';

const posts = async (...items: unknown[]) =>
  ofKind(await read([{ 'posts/your_posts_1.json': items }]), 'post');
const media = (uri: string, more: object = {}) => ({ uri, creation_timestamp: 1_600_000_000, ...more });

describe('posts of Facebook', () => {
  test('hold words, links, place and people, wherever they stand', async () => {
    const [post] = await posts({
      timestamp: 1_600_000_000,
      title: 'Ada shared a link.',
      data: [{ post: 'Look' }, { update_timestamp: 1_600_000_500 }, {}],
      attachments: [
        { data: [{ external_context: { url: 'https://example.org/a', name: 'A' } }, { text: 'at this' }] },
        { data: [{ external_context: { url: 'javascript:alert(1)' } }, { text: 'Look' }] },
        {
          data: [{ place: { name: 'Café Été', coordinate: { latitude: 48.85, longitude: 2.35 }, url: 'x' } }],
        },
      ],
      tags: ['Rosa', { name: 'Zoë' }, { name: 'Rosa' }, 7],
      comments: [{ timestamp: 1_600_000_100, author: 'Rosa', comment: 'Oui' }, { comment: '' }, 'x'],
    });
    expect(post).toMatchObject({
      createdAt: new Date(1_600_000_000_000),
      text: 'Look\n\nat this',
      links: ['https://example.org/a'],
      place: { name: 'Café Été', city: null, country: null, latitude: 48.85, longitude: 2.35 },
      tags: ['Rosa', 'Zoë'],
      comments: [{ author: 'Rosa', text: 'Oui', createdAt: new Date(1_600_000_100_000) }],
    });
  });

  test('without anything but a title tell that, and without that are none', async () => {
    const told = await posts(
      { timestamp: 1, title: 'Ada was with Rosa.' },
      { timestamp: 2, data: [{}] },
      { timestamp: 3, title: 'Ada was at a place.', attachments: [{ data: [{ place: { name: 'Here' } }] }] },
    );
    expect(told.map(({ text, place }) => [text, place?.name])).toEqual([
      ['Ada was with Rosa.', undefined],
      ['', 'Here'],
    ]);
  });

  test('have the time of their change where no other is told, and none where it is nonsense', async () => {
    const told = await posts(
      { data: [{ post: 'a' }, { update_timestamp: 1_600_000_000 }] },
      { timestamp: 'soon', data: [{ post: 'b' }] },
      { timestamp: -62_169_958_800, data: [{ post: 'c' }] },
      { timestamp: '1600000000', data: [{ post: 'd' }] },
    );
    const time = new Date(1_600_000_000_000);
    expect(told.map(({ createdAt }) => createdAt)).toEqual([time, null, null, time]);
  });

  test('of labelled values are read by field name in any language', async () => {
    const [post] = await posts({
      timestamp: 1_700_000_000,
      media: [media('posts/media/A/10158004100000001.jpg')],
      label_values: [
        { ent_field_name: 'Text', label: 'Texte', value: 'Bonjour' },
        { label: 'URL', value: 'https://example.org/', href: 'https://example.org/' },
      ],
      fbid: '1',
    });
    expect(post).toMatchObject({
      text: 'Bonjour',
      links: ['https://example.org/'],
      photoUris: ['posts/media/A/10158004100000001.jpg'],
    });
  });

  test('come from a single object as from a list, and keep keys when they are told again', async () => {
    const post = { timestamp: 1_600_000_000, data: [{ post: 'Alone' }], attachments: [] };
    const alone = ofKind(await read([{ 'posts/your_posts.json': post }]), 'post');
    const wrapped = ofKind(await read([{ 'posts/your_posts.json': { status_updates: [post] } }]), 'post');
    expect(alone).toHaveLength(1);
    expect(wrapped).toEqual(alone);
    expect(await posts(post)).toEqual(alone);
  });

  test('show each photo once, and what is neither photo nor film not at all', async () => {
    const photo = { media: media('posts/media/A/1.jpg') };
    const [post] = await posts({
      timestamp: 1,
      attachments: [{ data: [photo, { media: media('posts/media/A/1.pdf') }] }, { data: [photo] }],
    });
    expect(post?.photoUris).toEqual(['posts/media/A/1.jpg']);
  });
});

describe('albums of Facebook', () => {
  const album = {
    photos: [
      media('posts/media/A/1.jpg', { title: 'Été', description: 'Words' }),
      media('posts/media/A/2.jpg'),
    ],
    cover_photo: media('posts/media/A/3.jpg'),
    comments: [{ timestamp: 1_600_000_000, author: 'Rosa', comment: 'Belles !' }],
    last_modified_timestamp: 1,
    name: 'Été',
  };

  test('have their name wherever it stands, their comments, and their cover', async () => {
    const items = await read([{ 'posts/album/0.json': album }]);
    expect(ofKind(items, 'album')).toEqual([
      {
        kind: 'album',
        name: 'Été',
        comments: [{ author: 'Rosa', text: 'Belles !', createdAt: new Date(1_600_000_000_000) }],
      },
    ]);
    expect(ofKind(items, 'photo').map(({ uri, album: name, title }) => [uri.at(-5), name, title])).toEqual([
      ['1', 'Été', 'Words'],
      ['2', 'Été', ''],
      ['3', 'Été', ''],
    ]);
  });

  test('that break off keep what came before, and their name', async () => {
    const photos = JSON.stringify([...album.photos, media('x')]);
    const text = `{"name":"Fête","photos":${photos.slice(0, photos.indexOf('"uri":"x"'))}`;
    const items = await read([{ 'posts/album/0.json': text, 'posts/your_posts_1.json': [] }]);
    expect(ofKind(items, 'photo').map(({ album: name }) => name)).toEqual(['Fête', 'Fête']);
    expect(ofKind(items, 'problem')).toHaveLength(1);
  });
});

describe('photos of Facebook', () => {
  test.each([
    ['12345678_10158004100000001_987654321_n.jpg', '10158004100000001'],
    ['12345678_10158004100000001_987654321_n_10158004100000001.jpg', '10158004100000001'],
    ['10158004100000001.jpg', '10158004100000001'],
    ['1.jpg', null],
    ['IMG_20200101_120000.jpg', null],
    ['holiday.png', null],
  ])('%s has the id %s', async (name, id) => {
    const items = await read([
      { 'posts/your_uncategorized_photos.json': { other_photos_v2: [media(`posts/media/A/${name}`)] } },
    ]);
    expect(ofKind(items, 'photo').map(({ remoteId }) => remoteId)).toEqual([id]);
  });
});
