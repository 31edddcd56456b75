import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Request } from 'playwright-core';
import yazl from 'yazl';
import { type Stack, startStack } from '../../embedded/start-stack.ts';
import { badArchives } from '../support/bad-archives.ts';
import { eventually } from '../support/eventually.ts';
import type { ExpectedArchive } from '../support/expected-of.ts';
import { newFolder } from '../support/folders.ts';
import { createArchiveMaker } from '../support/sandbox-archives.ts';
import { findChromium, openChromium, recordFaults, seriousProblems } from './web-browser.ts';

const chromiumPath = findChromium();
const browserTest = chromiumPath ? test : test.skip;
const limit = 300_000;
const options = {
  network: 'facebook',
  era: '2024',
  parts: 1,
  split: 'together',
  messages: false,
  format: 'json',
} as const;
/** How many chunks the server takes before the line is held. */
const before = 3;
let stack: Stack;
let browser: Browser;
let page: Page;
let faults: string[];
let archive: { zip: string; folder: string; expected: ExpectedArchive };

beforeAll(async () => {
  if (!chromiumPath) return;
  const { NODE_ENV: _test, NODE_OPTIONS: _vm, ...env } = process.env;
  [archive, stack, browser] = await Promise.all([
    makeArchive(),
    startStack({ home: newFolder(), port: 0, env: { ...env, CAPTION_PROVIDERS: 'azure-vision-4' } }),
    openChromium(chromiumPath),
  ]);
}, limit);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
}, limit);

/** The archive of the person of many scripts, and a video that makes its ZIP six chunks long. */
async function makeArchive(): Promise<typeof archive> {
  const maker = createArchiveMaker();
  const folder = await maker.writeFolder('polyglot', options, newFolder());
  const zip = new yazl.ZipFile();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) zip.addBuffer(await readFile(path), relative(folder, path), { compress: false });
  }
  const video = 'your_facebook_activity/posts/media/videos/long.mp4';
  zip.addBuffer(Buffer.alloc(40 * 1024 * 1024, 'perennial'), video, { compress: false });
  zip.end();
  const file = join(newFolder(), 'facebook-chloe-2026-06-30-x7Qa91Lm.zip');
  await pipeline(zip.outputStream, createWriteStream(file));
  return { zip: file, folder, expected: maker.expected('polyglot', options) };
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const link = (name: string | RegExp) => page.getByRole('link', { name });

async function signUp() {
  await page.goto(`${stack.describe().services.api!.url}/signup`);
  await page.getByLabel('Your name').fill('Ada Lindqvist');
  await page.getByLabel('E-mail').fill(`ada-${randomBytes(4).toString('hex')}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill(randomBytes(12).toString('base64url'));
  await page.getByLabel(/I agree/).check();
  await button('Create account').click();
  await link('Import an archive').click();
  await page.getByRole('heading', { name: 'Import an archive' }).waitFor();
}

/** Number of the chunk that a request sends; null for any other request. */
function chunkOf(request: Request): number | null {
  const match = /\/chunks\/(\d+)$/.exec(new URL(request.url()).pathname);
  return request.method() === 'PUT' && match ? Number(match[1]) : null;
}

/** Keeps chunks from leaving the browser once a few have arrived; gives a way to open the line again. */
async function holdLine(): Promise<{ arrived: Set<number>; sent: number[]; open: () => void }> {
  const arrived = new Set<number>();
  const sent: number[] = [];
  let held = true;
  page.on('response', (response) => {
    const index = chunkOf(response.request());
    if (index !== null && response.ok()) arrived.add(index);
  });
  page.on('request', (request) => {
    const index = chunkOf(request);
    if (index !== null) sent.push(index);
  });
  await page.route(/\/chunks\/\d+$/, async (route) => {
    // What is held is ended by the page itself when it pauses.
    if (!held || (chunkOf(route.request()) ?? 0) < before) await route.continue();
  });
  return {
    arrived,
    sent,
    open: () => {
      held = false;
    },
  };
}

/** A figure of the report by its label. */
async function figure(section: string, label: string): Promise<number> {
  const lines = page.getByRole('region', { name: section }).locator('dl > div');
  return Number((await lines.filter({ hasText: label }).locator('dd').textContent())?.replace(/\D/g, ''));
}

/** What a drop of one file carries, as an expression for the page: the browser's types are not known here. */
const dropOf = (name: string, bytes: Buffer): string => `(() => {
  const carried = new DataTransfer();
  const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (letter) => letter.charCodeAt(0));
  carried.items.add(new File([bytes], ${JSON.stringify(name)}));
  return carried;
})()`;

const untilReport = async () => {
  await page.waitForURL(/tab=report/, { timeout: 120_000 });
  await page.getByRole('heading', { name: 'Photos', exact: true }).waitFor();
};

describe.each([
  {
    name: 'at a desk',
    viewport: { width: 1280, height: 900 },
    hasTouch: false,
    colorScheme: 'light' as const,
  },
  { name: 'on a phone', viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' as const },
])('an archive $name', ({ name: _name, ...device }) => {
  beforeEach(async () => {
    if (!chromiumPath) return;
    const context = await browser.newContext({ ...device, locale: 'en-GB' });
    page = await context.newPage();
    faults = recordFaults(page);
  });
  afterEach(async () => page?.context().close());

  browserTest(
    'is dropped, paused, taken up after a reload with what is missing only, reported on and browsed',
    async () => {
      const { counts, albums } = archive.expected;
      await signUp();
      expect(await seriousProblems(page)).toEqual([]);
      const line = await holdLine();
      await page.getByLabel('ZIP files of your archive').setInputFiles(archive.zip);
      await button('Upload 1 part').click();
      await eventually('a few chunks are there', async () => line.arrived.size === before, 60_000);
      await button('Pause').click();
      await page.getByRole('heading', { name: /^Paused at \d+\s?%$/ }).waitFor();
      expect(await seriousProblems(page)).toEqual([]);

      await page.reload();
      await page.getByRole('heading', { name: /^Go on with facebook-chloe.*is here/ }).waitFor();
      expect(await seriousProblems(page)).toEqual([]);
      line.open();
      line.sent.length = 0;
      await page.getByLabel('ZIP files of your archive').setInputFiles(archive.zip);
      await untilReport();
      expect(line.sent.toSorted((a, b) => a - b)).toEqual([3, 4, 5]);

      const missing = counts.missing + counts.elsewhere;
      expect(await figure('Photos', 'Found')).toBe(counts.photos);
      expect(await figure('Photos', 'Missing')).toBe(missing);
      expect(await figure('Posts', 'Imported')).toBe(counts.posts);
      await page.getByText('Not in the archive').first().waitFor();
      expect(await seriousProblems(page)).toEqual([]);

      const [album] = albums;
      await link(/^Albums/).click();
      await link(album!.name).click();
      await page.getByRole('heading', { name: album!.name }).waitFor();
      await page.getByRole('region', { name: 'Photos' }).getByRole('link').first().click();
      await button('Edit date').click();
      await page.getByLabel('Taken').fill('2001-02-03T04:05:06');
      await button('Save date').click();
      await page.getByText('3 February 2001, your date').waitFor();
      expect(await seriousProblems(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(faults).toEqual([]);
    },
    limit,
  );

  browserTest(
    'that was made as HTML is refused when it is dropped, with its reason and the way to the right one',
    async () => {
      const html = badArchives().find(({ code }) => code === 'memories.archive_html')!.parts[0]!;
      await signUp();
      const dropped = await page.evaluateHandle(dropOf(html.name, html.bytes));
      await page
        .getByRole('region', { name: 'Add your archive' })
        .dispatchEvent('drop', { dataTransfer: dropped });
      await button('Upload 1 part').click();
      await page.getByText('This archive can’t be imported').waitFor();
      await page.getByText(/needs it as JSON/).waitFor();
      await link('How to ask for the right one').waitFor();
      expect(await seriousProblems(page)).toEqual([]);
      expect(faults).toEqual([]);
    },
    limit,
  );
});
