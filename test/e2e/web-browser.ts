import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is; null when there is none. Under CI a missing one is an error, as nothing may be left out there. */
export function findChromium(): string | null {
  const found = [process.env.CHROMIUM_PATH, ...paths].find((path) => path && existsSync(path));
  if (!found && process.env.CI === 'true') throw new Error('Chromium is missing: apt-get install chromium');
  if (!found)
    console.warn('SKIPPED: Chromium is missing, so the browser tests do not run (set CHROMIUM_PATH).');
  return found ?? null;
}

export const openChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Longer than any animation of the pages. */
const restMs = 5_000;

/**
 * What axe calls serious or critical on the page once it has come to rest, one line each: half faded in, everything
 * has too little contrast for a moment.
 */
export async function seriousProblems(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's content policy forbids those, and stays in force.
  await page.evaluate(axeSource);
  for (const deadline = Date.now() + restMs; ; await page.waitForTimeout(250)) {
    const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
    const problems = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    if (problems.length === 0 || Date.now() > deadline) return problems;
  }
}

/** Collects what the page's own content policy refused and what its scripts threw. */
export function recordFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  return faults;
}
