import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CommandError } from '../../cli/dependencies.ts';
import { chunkBytes } from '../../schemas/contracts/imports.ts';
import type { JobState } from '../../schemas/contracts/jobs.ts';
import { anImportReport } from '../support/an-import-report.ts';
import { eventually } from '../support/eventually.ts';
import { newFolder } from '../support/folders.ts';
import { sha256 } from '../support/read-archive.ts';
import { announce, runProgram } from '../support/run-program.ts';
import { testEnv } from '../support/servers.ts';
import { startApi, type TestApi, type TestUser } from '../support/start-api.ts';

let api: TestApi;
let user: TestUser;
let home: string;
let said: string[];
beforeAll(async () => {
  api = await startApi(await testEnv('blob'));
  await api.runtime.blobs.prepare();
  user = await api.newUser();
  home = announce(api.runtime, api.url);
}, 60_000);
afterAll(() => api?.close());
beforeEach(() => {
  said = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await models().imports.deleteMany({ workspaceId: user.workspaceId });
});
const models = () => api.runtime.mongo.models;

const run = (args: string[], interrupted?: AbortSignal) =>
  runProgram(home, ['import', ...args], said, interrupted);
const output = () => said.join('\n');

const findImport = () => models().imports.findOne({ workspaceId: user.workspaceId }).sort({ _id: -1 }).lean();

/** Plays the worker: the job of the import that has been started ends. */
async function endJob(state: JobState, error: { code: string; message: string } | null = null) {
  const upload = await eventually('the import is started', async () => {
    const found = await findImport();
    return found?.state === 'running' && found;
  });
  const zip = randomBytes(50_000);
  const archive = {
    blobName: `${upload._id}/backup.zip`,
    bytes: zip.length,
    sha256: sha256(zip),
    entries: 1,
    verifiedAt: new Date(),
  };
  await api.runtime.blobs.put('backups', archive.blobName, zip, 'application/zip');
  await models().backups.updateOne(
    { _id: upload.backupId ?? '', workspaceId: user.workspaceId },
    { $set: { state, archive, importReport: anImportReport } },
  );
  await models().jobs.updateOne(
    { _id: upload.jobId ?? '', workspaceId: user.workspaceId },
    {
      $set: { state, error, finishedAt: new Date(), result: { backupId: upload.backupId } },
      $inc: { version: 1 },
    },
  );
  return { upload, zip };
}

const aZip = (bytes: number) => Buffer.concat([Buffer.from('PK'), randomBytes(bytes - 2)]);

describe('perennial import', () => {
  test('interrupted, goes on with the chunks that are missing, reports in words and saves the ZIP', async () => {
    const folder = newFolder();
    const parts = { 'part-1.zip': aZip(5 * chunkBytes + 1), 'part-2.zip': aZip(1000) };
    for (const [name, bytes] of Object.entries(parts)) writeFileSync(join(folder, name), bytes);
    const ctrlC = new AbortController();
    const first = run([folder, '--include-messages'], ctrlC.signal);
    const caught = first.catch((error: unknown) => error);
    const staged = async () => {
      const [file] = (await findImport())?.files ?? [];
      return file ? (await api.runtime.blobs.stagedBlocks('uploads', file.blobName)).length : 0;
    };
    await eventually('a chunk has arrived', async () => (await staged()) > 0);
    ctrlC.abort(new CommandError('Interrupted.'));
    expect(await caught).toBeInstanceOf(CommandError);
    expect(output()).toContain('the same command goes on with it');
    const before = await findImport();
    expect(before?.state).toBe('uploading');

    const out = join(newFolder(), 'backup.zip');
    const second = run([
      join(folder, 'part-2.zip'),
      join(folder, 'part-1.zip'),
      '--include-messages',
      '--out',
      out,
    ]);
    const { upload, zip } = await endJob('partial');
    await second;
    expect(upload._id).toBe(before?._id);
    expect(output()).toContain('going on with an upload: ');
    for (const { name, blobName } of upload.files) {
      const stored = await api.runtime.blobs.read('uploads', blobName);
      expect(sha256(stored ?? Buffer.alloc(0))).toBe(sha256(parts[name as keyof typeof parts]));
    }
    expect(said.slice(said.findIndex((line) => line.startsWith('Facebook archive')))).toEqual([
      'Facebook archive of Zoë Дарина (2024 on), 1 part, 1 KB',
      '  photos: 1,205 found: 1,200 imported, 3 merged with what was there, 1 missing from the archive, 1 unreadable',
      '  posts: 40 found: 40 imported',
      '  3 albums, 12 comments',
      '  kept from earlier backups, not in this archive: 2 photos, 0 posts',
      '  left out: 9 messages',
      '  ! posts/media/lost.jpg: It is named, but in no part. Add the part that has it, and import again.',
      '  ! posts/media/broken.jpg: The picture can’t be decoded. Ask the network for a new archive.',
      expect.stringMatching(/^Imported what could be in \d+ s: http.*\/memories\/[0-9A-Z]{26}$/),
      `ZIP: ${out} (50 KB, checksum good)`,
    ]);
    expect(readFileSync(out).equals(zip)).toBe(true);
    expect(readdirSync(join(out, '..'))).toEqual(['backup.zip']);
  });

  test('of what is being imported already follows that import', async () => {
    const path = join(newFolder(), 'archive.zip');
    writeFileSync(path, aZip(2000));
    const first = run([path]);
    await eventually('it is started', async () => (await findImport())?.state === 'running');
    const second = run([path]);
    await eventually('it is noticed', () => output().includes('this archive is being imported already'));
    await endJob('succeeded');
    await Promise.all([first, second]);
    expect(await models().imports.countDocuments({ workspaceId: user.workspaceId })).toBe(1);
  });

  test('tells why an archive was refused', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'index.html'), '<html>');
    const refused = run([folder]).catch((error: unknown) => error);
    const message = 'This is the HTML export. Ask Facebook for the archive in JSON.';
    await endJob('failed', { code: 'memories.archive_html', message });
    expect(await refused).toEqual(new CommandError(`The import failed: ${message} (memories.archive_html)`));
  });

  test('says before it begins where the ZIP can’t be saved, and never replaces an archive that it imports', async () => {
    const folder = newFolder();
    const [path, other, link] = ['archive.zip', 'other.zip', 'link.zip'].map((name) => join(folder, name));
    for (const file of [path, other]) writeFileSync(file!, 'as it was');
    symlinkSync(path!, link!);
    const refused = [
      [path, 'is what is imported'],
      [link, 'is what is imported'],
      ['/dev/null', 'is no plain file'],
      [join(folder, 'none', 'x.zip'), 'There is no folder'],
      ['/proc/x.zip', 'Nothing can be saved in /proc'],
    ] as const;
    for (const [out, message] of refused)
      await expect(run([path!, '--out', out!, '--force'])).rejects.toThrow(message);
    await expect(run([path!, '--out', other!])).rejects.toThrow('add --force to replace it');
    expect(await findImport()).toBeNull();
    expect(readdirSync(folder).sort()).toEqual(['archive.zip', 'link.zip', 'other.zip']);
    for (const file of [path, other]) expect(readFileSync(file!, 'utf8')).toBe('as it was');
  });

  test('does not keep a ZIP that came changed, and leaves what was there', async () => {
    const folder = newFolder();
    const [path, out] = [join(folder, 'archive.zip'), join(folder, 'backup.zip')];
    writeFileSync(path, aZip(2000));
    writeFileSync(out, 'an older one');
    const failed = run([path, '--out', out, '--force']).catch((error: unknown) => error);
    const started = await eventually('it is started', async () => {
      const found = await findImport();
      return found?.state === 'running' && found;
    });
    const blobName = `${started._id}/backup.zip`;
    const broken = api.runtime.blobs.put.bind(api.runtime.blobs);
    jest
      .spyOn(api.runtime.blobs, 'put')
      .mockImplementation((where, name, bytes, type) =>
        broken(where, name, name === blobName ? bytes.map((byte) => byte ^ 1) : bytes, type),
      );
    await endJob('succeeded');
    expect(await failed).toMatchObject({ message: expect.stringContaining('did not arrive as it was made') });
    expect(readFileSync(out, 'utf8')).toBe('an older one');
    expect(readdirSync(folder).sort()).toEqual(['archive.zip', 'backup.zip']);
  });
});
