import { mkdir, open, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import yauzl from 'yauzl';
import { findParts } from '../../cli/upload/find-parts.ts';
import { centralDirectory, localHeader } from '../../cli/upload/zip-records.ts';
import { newFolder } from '../support/folders.ts';

const logged: string[] = [];
const options = { log: (line: string) => logged.push(line), signal: new AbortController().signal };
const find = (...paths: string[]) => findParts(paths, options);

async function makeFolder(files: Record<string, string | Buffer>): Promise<string> {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const unpacked = {
  'posts/your_posts_1.json': '[{"timestamp":1}]',
  'posts/media/été 🐈.jpg': Buffer.alloc(300_000, 'picture'),
  'posts/empty.json': '',
  'profile_information/profile_information.json': '{"profile_v2":{}}',
};

test('a folder is one ZIP with every file in it, the same each time, whatever ranges are read', async () => {
  const folder = await makeFolder(unpacked);
  await symlink('/etc/hostname', join(folder, 'link.jpg'));
  await writeFile(join(folder, '.DS_Store'), 'litter');
  const [part, ...others] = await find(folder);
  if (!part) throw new Error('No part.');
  expect(others).toEqual([]);
  expect(logged.join()).toContain('1 links');
  const whole = await part.read(0, part.bytes);
  const pieces = [];
  for (let at = 0; at < part.bytes; at += 1_001) {
    pieces.push(await part.read(at, Math.min(1_001, part.bytes - at)));
  }
  expect(Buffer.concat(pieces).equals(whole)).toBe(true);

  const zip = await yauzl.fromBufferPromise(whole, { lazyEntries: true });
  const found: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    const bytes = Buffer.concat(await (await zip.openReadStreamPromise(entry)).toArray());
    found[entry.fileName] = bytes.toString('base64');
  }
  const expected = Object.entries(unpacked).map(([name, content]) => [
    name,
    Buffer.from(content).toString('base64'),
  ]);
  expect(found).toEqual(Object.fromEntries(expected));

  const again = (await find(folder))[0];
  expect([again?.fingerprint, again?.bytes]).toEqual([part.fingerprint, part.bytes]);
  await writeFile(join(folder, 'posts/your_posts_1.json'), '[{"timestamp":2}]');
  const changed = (await find(folder))[0];
  expect([changed?.fingerprint === part.fingerprint, changed?.bytes]).toEqual([false, part.bytes]);
});

test('a ZIP made on the way may be larger than 4 GiB and have more than 65,535 files', async () => {
  const far = 5 * 1024 ** 3;
  const path = join(newFolder(), 'big.zip');
  await writeFile(path, '');
  await truncate(path, far);
  const content = Buffer.from('far away');
  const entry = { name: 'far.txt', bytes: content.length, crc32: 0x1234, offset: far };
  const many = Array.from({ length: 70_000 }, (_, index) => ({ ...entry, name: `${index}.txt` }));
  const header = localHeader(entry);
  const start = far + header.length + content.length;
  const file = await open(path, 'a');
  for (const bytes of [header, content, centralDirectory([...many, entry], start)]) await file.write(bytes);
  await file.close();
  const zip = await yauzl.openPromise(path, { lazyEntries: true });
  let last = '';
  for await (const found of zip.eachEntry()) {
    if (found.fileName !== 'far.txt') continue;
    last = Buffer.concat(await (await zip.openReadStreamPromise(found)).toArray()).toString();
  }
  expect([zip.entryCount, last]).toEqual([70_001, 'far away']);
});

const aZip = (fill: string) => Buffer.concat([Buffer.from('PK'), Buffer.alloc(100, fill)]);

test('ZIP parts come once each in the order of their names, from a folder or one by one', async () => {
  const folder = await makeFolder({
    'facebook-2.zip': aZip('2'),
    'facebook-1.ZIP': aZip('1'),
    'read me.txt': 'not one of them',
  });
  const names = async (...paths: string[]) => (await find(...paths)).map(({ name }) => name);
  expect(await names(folder)).toEqual(['facebook-1.ZIP', 'facebook-2.zip']);
  expect(logged.at(-1)).toContain('only the 2 ZIP files');
  expect(await names(join(folder, 'facebook-2.zip'), folder)).toEqual(['facebook-1.ZIP', 'facebook-2.zip']);
  const copies = await makeFolder({ 'facebook-2.zip': aZip('2') });
  expect(await names(folder, copies)).toHaveLength(2);
});

test('what can be no archive is refused before anything is sent, with the reason', async () => {
  const folder = await makeFolder({ 'empty.zip': '', 'page.zip': '<html>', 'hollow/.DS_Store': 'x' });
  const cases: [string, string][] = [
    ['missing.zip', 'There is no '],
    ['empty.zip', 'is empty (0 bytes)'],
    ['page.zip', 'is no ZIP file'],
    ['hollow', 'is empty.'],
  ];
  for (const [name, message] of cases) await expect(find(join(folder, name))).rejects.toThrow(message);
  await mkdir(join(folder, 'nested/deep'), { recursive: true });
  await expect(find(join(folder, 'nested'))).rejects.toThrow('There are no files in');
  await expect(find('/dev/null')).rejects.toThrow('neither a file nor a folder');
});
