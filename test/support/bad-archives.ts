import type { ArchiveRefusalCode } from '../../providers/archive/archive-reader.ts';
import { type RawEntry, rawZip } from './raw-zip.ts';

export interface BadArchive {
  name: string;
  parts: { name: string; bytes: Buffer }[];
  /** Null: it is read all the same, and what is odd about it is told. */
  code: ArchiveRefusalCode | null;
}

/** A valid picture of one grey pixel, and nothing more. */
export const onePixelJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);

const folder = 'your_facebook_activity/posts';
const picturePath = `${folder}/media/Holiday_1/10158004100000100.jpg`;
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024);

/** The smallest archive that is good: a profile, a post, its picture. */
export function goodEntries(picture: Buffer = onePixelJpeg, name = 'Noor Haddad'): RawEntry[] {
  const posts = [
    {
      timestamp: 1_700_000_000,
      attachments: [{ data: [{ media: { uri: picturePath, creation_timestamp: 1_700_000_000 } }] }],
      data: [{ post: 'A picture' }],
      title: 'Noor Haddad added a new photo.',
    },
  ];
  const profile = { profile_v2: { name: { full_name: name }, username: 'noorhaddad' } };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  return [
    { name: 'personal_information/profile_information/profile_information.json', bytes: json(profile) },
    { name: `${folder}/your_posts__check_ins__photos_and_videos_1.json`, bytes: json(posts), deflate: true },
    { name: picturePath, bytes: picture },
  ];
}

/** Every kind of archive that must be refused, or taken with care; each is small. */
export function badArchives(): BadArchive[] {
  const good = rawZip(goodEntries());
  const one = (name: string, bytes: Buffer, code: BadArchive['code']): BadArchive => ({
    name,
    parts: [{ name: 'facebook-noorhaddad-2026-06-30-Bad1.zip', bytes }],
    code,
  });
  const withEntry = (entry: RawEntry): Buffer => rawZip([...goodEntries(), entry]);
  const withPath = (name: string): Buffer => withEntry({ name, bytes: Buffer.from('x') });
  return [
    {
      name: 'archives of two people',
      parts: ['Noor Haddad', 'Anna Other'].map((person, index) => ({
        name: `facebook-person${index}-2026-06-30-Bad1.zip`,
        bytes: rawZip(goodEntries(onePixelJpeg, person)),
      })),
      code: 'memories.archive_two_accounts',
    },
    one('the HTML format', rawZip(htmlEntries()), 'memories.archive_html'),
    one('a zip bomb that tells its size', rawZip(bomb()), 'memories.archive_bomb'),
    one('a zip bomb that lies about its size', rawZip(bomb(900)), 'memories.archive_bomb'),
    one('a zip bomb of entries that overlap', rawZip(overlapping()), 'memories.archive_bomb'),
    one('a path that climbs out', withPath('../../outside.jpg'), 'memories.archive_unsafe_path'),
    one(
      'a path that climbs out in its middle',
      withPath(`${folder}/../../../x`),
      'memories.archive_unsafe_path',
    ),
    one('an absolute path', withPath('/etc/cron.d/x'), 'memories.archive_unsafe_path'),
    one('a path with backslashes', withPath('..\\..\\outside.jpg'), 'memories.archive_unsafe_path'),
    one('a path on a drive', withPath('C:\\Windows\\x.jpg'), 'memories.archive_unsafe_path'),
    one('a path with a zero byte', withPath(`${folder}/x.jpg\0.json`), 'memories.archive_unsafe_path'),
    one(
      'a symbolic link',
      withEntry({ name: `${folder}/media/x.jpg`, bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }),
      'memories.archive_link',
    ),
    one('half of a ZIP', good.subarray(0, Math.floor(good.length / 2)), 'memories.archive_truncated'),
    one('a ZIP that lacks its last ten bytes', good.subarray(0, -10), 'memories.archive_truncated'),
    {
      name: 'a good part beside half of one',
      parts: [
        { name: 'facebook-noorhaddad-2026-06-30-Good.zip', bytes: good },
        { name: 'facebook-noorhaddad-2026-06-30-Half.zip', bytes: good.subarray(0, good.length >> 1) },
      ],
      code: 'memories.archive_truncated',
    },
    one('a ZIP of other things', rawZip(otherThings()), 'memories.archive_unknown'),
    one('a ZIP with nothing in it', rawZip([]), 'memories.archive_unknown'),
    one(
      'an archive within a ZIP',
      rawZip([{ name: 'archive.zip', bytes: good }]),
      'memories.archive_unknown',
    ),
    one(
      'a password',
      rawZip(goodEntries().map((entry) => ({ ...entry, password: 'secret' }))),
      'memories.archive_encrypted',
    ),
    one('no bytes', Buffer.alloc(0), 'memories.archive_empty'),
    one('a picture that calls itself a ZIP', onePixelJpeg, 'memories.archive_no_zip'),
    one('two different files of one name', rawZip(duplicates()), null),
  ];
}

function htmlEntries(): RawEntry[] {
  const page = Buffer.from('<html><head><title>Posts</title></head><body class="_5vb_">Hello</body></html>');
  return [
    { name: 'start_here.html', bytes: page },
    { name: `${folder}/your_posts__check_ins__photos_and_videos_1.html`, bytes: page },
    { name: `${folder}/album/0.html`, bytes: page },
    { name: 'personal_information/profile_information/profile_information.html', bytes: page },
    { name: picturePath, bytes: onePixelJpeg },
  ];
}

/** A picture that is 16 MB of nothing, packed a thousand to one. */
function bomb(claims?: number): RawEntry[] {
  return goodEntries(zeros(16)).map((entry) =>
    entry.name === picturePath
      ? { ...entry, deflate: true, ...(claims === undefined ? {} : { claims }) }
      : entry,
  );
}

/** Four hundred pictures of 1 MB that are all the same bytes of the ZIP. */
function overlapping(): RawEntry[] {
  const entries = goodEntries(zeros(1)).map((entry) => ({ ...entry, deflate: true }));
  const kernel = entries[2] as RawEntry;
  const others = Array.from({ length: 400 }, (_, i) => ({
    ...kernel,
    name: `${folder}/media/Holiday_1/${20_000_000 + i}.jpg`,
    sameAs: 2,
  }));
  return [...entries, ...others];
}

function otherThings(): RawEntry[] {
  return ['notes.txt', 'letters/to rosa.txt', 'posts.txt', 'data/photos.json'].map((name) => ({
    name,
    bytes: Buffer.from(name.endsWith('.json') ? '{"posts":[]}' : 'Nothing of note.'),
  }));
}

function duplicates(): RawEntry[] {
  const entries = goodEntries();
  return [
    ...entries,
    { ...(entries[2] as RawEntry), bytes: Buffer.concat([onePixelJpeg, Buffer.from('other')]) },
  ];
}
