import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import yauzl from 'yauzl';
import { type Stack, startStack } from '../../embedded/start-stack.ts';
import { eventually } from '../support/eventually.ts';
import { newFolder } from '../support/folders.ts';
import { findChromium, openChromium, recordFaults, seriousProblems } from './web-browser.ts';

const chromiumPath = findChromium();
const browserTest = chromiumPath ? test : test.skip;
const limit = 300_000;
let stack: Stack;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  if (!chromiumPath) return;
  const { NODE_ENV: _test, NODE_OPTIONS: _vm, ...env } = process.env;
  // The sandbox's captioner instead of the local models: the page is tested here, not the words.
  stack = await startStack({
    home: newFolder(),
    port: 0,
    env: { ...env, CAPTION_PROVIDERS: 'azure-vision-4' },
  });
  browser = await openChromium(chromiumPath);
}, limit);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
}, limit);

const button = (name: string | RegExp) => page.getByRole('button', { name });
const link = (name: string | RegExp) => page.getByRole('link', { name });

async function signUp() {
  await page.goto(`${stack.describe().services.api!.url}/signup`);
  await page.getByLabel('Your name').fill('Ada Lindqvist');
  await page.getByLabel('E-mail').fill(`ada-${randomBytes(4).toString('hex')}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill(randomBytes(12).toString('base64url'));
  await page.getByLabel(/I agree/).check();
  await button('Create account').click();
  await button('Back up Facebook').waitFor();
}

/** Watches the bar until the backup is over; every percentage that it showed, in order. */
async function watchBar(): Promise<number[]> {
  const shown: number[] = [];
  const bar = page.getByRole('progressbar').first();
  await eventually(
    'the backup ends',
    async () => {
      const now = Number(
        await bar.getAttribute('aria-valuenow', { timeout: 1000 }).catch(() => shown.at(-1)),
      );
      if (now !== shown.at(-1)) shown.push(now);
      return (await page.getByText('Backup complete').count()) > 0;
    },
    240_000,
  );
  return shown;
}

/** Names of the files in a ZIP, each read to its end. */
async function filesIn(path: string): Promise<string[]> {
  const zip = await yauzl.fromBufferPromise(await readFile(path), { lazyEntries: true });
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) {
    await (await zip.openReadStreamPromise(entry)).toArray();
    names.push(entry.fileName);
  }
  return names;
}

describe.each([
  {
    name: 'at a desk',
    viewport: { width: 1280, height: 900 },
    hasTouch: false,
    colorScheme: 'light' as const,
  },
  { name: 'on a phone', viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' as const },
])('a newcomer $name', ({ name: _name, ...device }) => {
  beforeEach(async () => {
    if (!chromiumPath) return;
    const context = await browser.newContext({ ...device, locale: 'en-GB' });
    page = await context.newPage();
    faults = recordFaults(page);
  });
  afterEach(async () => page?.context().close());

  browserTest(
    'backs up Facebook in one click, watches the bar move, sees captions, and downloads all of it',
    async () => {
      await signUp();
      expect(await seriousProblems(page)).toEqual([]);
      await button('Back up Facebook').click();
      await page.locator('#person-rich').click();
      await page.locator('#action-continue').click();
      await button('Cancel backup').waitFor();
      expect(await seriousProblems(page)).toEqual([]);

      const shown = await watchBar();
      expect(shown.length).toBeGreaterThan(3);
      expect([...shown].sort((a, b) => a - b)).toEqual(shown);

      await link('Download ZIP').waitFor();
      const alt = await page
        .getByRole('region', { name: 'Photos' })
        .getByRole('img')
        .first()
        .getAttribute('alt');
      expect(alt).toMatch(/^(?!Photo of|Photo without).{10,}/);
      expect(await seriousProblems(page)).toEqual([]);

      await page.getByRole('region', { name: 'Photos' }).getByRole('link').first().click();
      const viewer = page.getByRole('dialog', { name: 'Photo viewer' });
      await viewer.getByText(alt!).waitFor();
      expect(await seriousProblems(page)).toEqual([]);
      await button('Edit caption').click();
      await page.getByLabel('Caption', { exact: true }).fill('In my own words');
      await button('Save caption').click();
      await page.getByText('Caption saved.').waitFor();
      await page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
      await page.getByRole('img', { name: 'In my own words' }).waitFor();

      const [download] = await Promise.all([page.waitForEvent('download'), link('Download ZIP').click()]);
      const pictures = (await filesIn(await download.path())).filter((file) => /\.jpe?g$/.test(file));
      expect(pictures.length).toBeGreaterThanOrEqual(320);
      expect(faults).toEqual([]);
    },
    limit,
  );

  browserTest(
    'who cancels at Facebook reads that nothing happened, and can try again',
    async () => {
      await signUp();
      await button('Back up Facebook').click();
      await page.locator('#action-cancel').first().click();
      await page.getByText('Facebook is not connected').waitFor();
      await page.getByText('nothing was copied').waitFor();
      expect(await seriousProblems(page)).toEqual([]);
      await button('Try again').click();
      await page.locator('#person-rich').waitFor();
      expect(faults).toEqual([]);
    },
    limit,
  );
});
