import { describe, expect, test } from '@jest/globals';
import { ofKind, readParts as read } from '../support/build-archive.ts';

const media = (uri: string, more: object = {}) => ({ uri, creation_timestamp: 1_600_000_000, ...more });

describe('the account', () => {
  const facebook = (profile: object) =>
    read([{ 'profile_information/profile_information.json': profile, 'posts/your_posts_1.json': [] }]);

  test('of Facebook, of every age, with nobody’s contact data', async () => {
    const account = { username: 'ada', profile_uri: 'https://www.facebook.com/ada', phone_numbers: ['+44'] };
    const told = { kind: 'account', name: 'Ada Été', username: 'ada', profileUrl: account.profile_uri };
    expect(await facebook({ profile_v2: { ...account, name: { full_name: 'Ada Été' } } })).toEqual([told]);
    expect(await facebook({ profile: { ...account, name: 'Ada Été' } })).toEqual([told]);
    expect(await facebook({ profile_v2: { name: { full_name: 'Ada Été' } } })).toEqual([
      { ...told, username: null, profileUrl: null },
    ]);
  });

  const profileOf = (name: string, profile_uri?: string) => ({
    'profile_information/profile_information.json': {
      profile_v2: { name: { full_name: name }, profile_uri },
    },
    'posts/your_posts_1.json': [],
  });

  test('of different people is refused: their photos would become one person’s', async () => {
    const both = read(
      [profileOf('Ada', 'https://f/ada'), 'a.zip'],
      [profileOf('Bea', 'https://f/bea'), 'b.zip'],
    );
    await expect(both).rejects.toMatchObject({
      code: 'memories.archive_two_accounts',
      message: expect.stringContaining('a.zip and b.zip'),
    });
    await expect(read([profileOf('Ada'), 'a.zip'], [profileOf('Bea'), 'b.zip'])).rejects.toThrow(
      'two different',
    );
  });

  test.each([
    ['name', profileOf('Ada', 'https://f/ada'), profileOf('Ada Married', 'https://f/ada')],
    ['user name', profileOf('Ada', 'https://f/ada'), profileOf('Ada', 'https://f/ada.new')],
  ])('who changed the %s since is one', async (_what, older, newer) => {
    const items = await read([older, 'older.zip'], [newer, 'newer.zip']);
    expect(ofKind(items, 'account').map(({ name }) => name)).toEqual(['Ada']);
  });

  test('is told by the name of the part when no profile is there', async () => {
    const items = await read([{ 'posts/your_posts_1.json': [] }, 'facebook-ada.l-2026-06-30-Ab12Cd34.zip']);
    expect(items).toEqual([{ kind: 'account', name: 'ada.l', username: 'ada.l', profileUrl: null }]);
    expect(await read([{ 'posts/your_posts_1.json': [] }, 'archive (1).zip'])).toEqual([]);
  });

  test('of Instagram, in the person’s language', async () => {
    const facts = {
      'Nom d’utilisateur': { value: 'ada' },
      Nom: { value: 'Ada Été' },
      'E-mail': { value: 'x@y' },
    };
    const items = await read([
      {
        'personal_information/personal_information.json': { profile_user: [{ string_map_data: facts }] },
        'content/posts_1.json': [],
      },
    ]);
    expect(items).toEqual([
      { kind: 'account', name: 'Ada Été', username: 'ada', profileUrl: 'https://www.instagram.com/ada/' },
    ]);
  });
});

describe('Instagram', () => {
  test('gives the words of a single picture to its post, of several each to its picture', async () => {
    const items = await read([
      {
        'content/posts_1.json': [
          { media: [media('media/posts/1.jpg', { title: 'One' })] },
          {
            title: 'Both',
            creation_timestamp: 1_600_000_100,
            media: [media('media/posts/2.jpg', { title: 'Two' }), media('media/posts/3.mp4')],
          },
        ],
        'content/stories.json': { ig_stories: [media('media/stories/4.jpg', { title: 'Four' })] },
        'content/reels.json': { ig_reels_media: [{ media: [media('media/reels/5.mp4')] }] },
      },
    ]);
    expect(ofKind(items, 'post').map(({ text, createdAt }) => [text, createdAt?.getTime()])).toEqual([
      ['One', 1_600_000_000_000],
      ['Both', 1_600_000_100_000],
    ]);
    expect(ofKind(items, 'photo').map(({ title, postKey }) => [title, postKey !== null])).toEqual([
      ['', true],
      ['Two', true],
      ['Four', false],
    ]);
    expect(ofKind(items, 'skipped')).toEqual([{ kind: 'skipped', what: 'videos', count: 2 }]);
  });
});

describe('what can’t be recognized is refused with what to do', () => {
  test.each([
    ['parts of two networks', { 'posts/your_posts_1.json': [], 'content/posts_1.json': [] }, /by itself/],
    ['media without their JSON', { 'posts/media/A/1.jpg': 'x' }, /another part/],
    ['ZIPs in a ZIP', { 'facebook.zip': 'x' }, /Unpack it once/],
    ['the HTML of old times', { 'posts/your_posts_1.html': '<html>' }, /JSON/],
    ['other things', { 'notes.json': {} }, /no archive of Facebook or Instagram/],
  ])('%s', async (_name, files, message) => {
    await expect(read([files])).rejects.toMatchObject({
      name: 'ArchiveRefusal',
      message: expect.stringMatching(message),
    });
  });

  test('an archive that has pages beside its JSON is read', async () => {
    expect(await read([{ 'start_here.html': '<html>', 'posts/your_posts_1.json': [] }])).toEqual([
      { kind: 'skipped', what: 'other', count: 1 },
    ]);
  });
});
