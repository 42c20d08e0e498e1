import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../server/adapters/redis/find.ts';
import type { Bench } from './bench.ts';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of FLOORLIGHT_TEST_CHROMIUM, or the machine's. */
export async function openBrowser(bench: Bench): Promise<Browser> {
  const executablePath = process.env.FLOORLIGHT_TEST_CHROMIUM || (await findChromium(process.env.PATH ?? ''));
  if (!executablePath) throw new Error('This part needs Chromium; "npm test" installs one.');
  const browser = await chromium.launch({ executablePath, args });
  bench.defer(() => browser.close());
  return browser;
}

/** A page as large as a television shows it. */
export const openPage = (browser: Browser): Promise<Page> =>
  browser.newPage({ viewport: { width: 1920, height: 1080 } });

/** How far the page's clock is ahead of ours, in ms: both are asked often, and the quickest answer is believed. */
export async function clockOffset(page: Page): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  let offset = 0;
  for (let nth = 0; nth < 50; nth++) {
    const before = now();
    // The expression is a number.
    const there = (await page.evaluate('performance.timeOrigin + performance.now()')) as number;
    const after = now();
    if (after - before >= best) continue;
    best = after - before;
    offset = there - (before + after) / 2;
  }
  // A difference smaller than the doubt about it is none.
  return Math.abs(offset) < best / 2 ? 0 : offset;
}

export const now = (): number => performance.timeOrigin + performance.now();
