// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { at, boards } from '../boards.ts';
import { openBrowser } from './browser.ts';
import { openStage, type Play } from './stage.ts';

const root = fileURLToPath(new URL('../../../wallboard', import.meta.url));
const dist = mkdtempSync(join(tmpdir(), 'floorlight-pages-'));
const KILO = 1_000;
let browser: Browser;

beforeAll(async () => {
  // What is measured is what is shipped.
  vi.stubEnv('NODE_ENV', 'production');
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: dist } });
  vi.unstubAllEnvs();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  rmSync(dist, { recursive: true, force: true });
});

type Look = { path?: string; play: Play; size?: [number, number]; scheme?: 'dark' | 'light' };
/** Opens a page on a stage, hands it over, and fails on anything that the browser complained about. */
async function look(
  { path = '/tv/floor', play, size = [1920, 1080], scheme = 'dark' }: Look,
  see: (page: Page, stage: Awaited<ReturnType<typeof openStage>>) => Promise<void>,
): Promise<void> {
  const stage = await openStage({ dist, ...play });
  const page = await browser.newPage({ viewport: { width: size[0], height: size[1] }, colorScheme: scheme });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  try {
    await page.goto(stage.url + path);
    await see(page, stage);
    expect(complaints).toEqual([]);
  } finally {
    await page.close();
    await stage.close();
  }
}
const until = (page: Page, freshness: string) =>
  page.waitForSelector(`html[data-freshness="${freshness}"]`, { timeout: 6_000, state: 'attached' });

/** Texts that must be read from afar and cannot be: too small for 55 inches at 8 metres, or out of their box. */
const faults = `(() => {
  const minutes = (px) => 2 * Math.atan((px * 0.7 * HEIGHT_MM) / innerHeight / 2 / 8000) * 10800 / Math.PI;
  const HEIGHT_MM = 55 * 25.4 / Math.hypot(innerWidth / innerHeight, 1);
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('.floor'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('.foot, .near, .banner-rest, .spoken')) continue;
    const size = minutes(parseFloat(getComputedStyle(element).fontSize));
    const least = element.closest('.number') && !element.closest('.unit') ? 29.5 : 15.9;
    if (size < least) found.push(node.data.trim() + ' has ' + size.toFixed(1) + ' minutes of arc');
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    const box = (element.closest('.tile, .queue, .agents') ?? document.body).getBoundingClientRect();
    if (!element.closest('.queue-name') && (text.right > box.right + 1 || text.left < box.left - 1)) found.push(node.data.trim() + ' leaves its box');
  }
  if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) found.push('the wall scrolls');
  return found;
})()`;

describe('the wall', () => {
  const sizes: [number, number][] = [
    [1920, 1080],
    [1280, 720],
    [1280, 800],
    [3840, 2160],
  ];
  it.each(sizes)(
    'can be read from 8 metres on 55 inches of %i x %i',
    async (...size) => {
      await look({ play: { board: boards.calm }, size }, async (page, stage) => {
        await until(page, 'live');
        await page.evaluate('document.fonts.ready.then(() => null)');
        for (const board of [boards.calm, boards.watch, boards.act, boards.demo, boards.empty]) {
          stage.io.emit('snapshot', { revision: 1, board, at });
          const { value } = board['figure/serviceLevel'] ?? { value: '' };
          await page.waitForSelector(`[data-metric="serviceLevel"][data-value="${value}"]`);
          expect(await page.evaluate(faults)).toEqual([]);
        }
      });
    },
    60_000,
  );
  it('can be read in German', async () => {
    await look({ path: '/tv/floor?lang=de', play: { board: boards.act } }, async (page) => {
      await until(page, 'live');
      await page.evaluate('document.fonts.ready.then(() => null)');
      expect(await page.evaluate(faults)).toEqual([]);
    });
  });
  it('paints a patch when it arrives, and is marked lost within three seconds of silence', async () => {
    await look({ play: { board: boards.calm, heartbeats: 1 } }, async (page, stage) => {
      await until(page, 'live');
      const sentAt = Date.now();
      stage.io.emit('patch', {
        from: 1,
        revision: 2,
        patch: { set: { waiting: { waiting: 77, oldestOfferedAt: null } }, removed: [] },
      });
      await page.waitForSelector('[data-metric="waiting"][data-value="77"]', { timeout: 1_000 });
      await until(page, 'lost');
      expect(Date.now() - sentAt).toBeLessThan(3_100);
      expect(await page.textContent('[data-metric="waiting"] .digits')).toBe('77');
      expect(await page.textContent('.banner-head')).toMatch(/^Lost the server at 14:03:2\d$/);
    });
  });
  it('says in other words that the store is out of reach', async () => {
    await look({ play: { board: boards.calm, ledger: { ok: false, since: 0 } } }, async (page) => {
      await until(page, 'stale');
      expect(await page.textContent('.banner-head')).toMatch(/^Store out of reach since/);
    });
  });
});

describe('a page', () => {
  const pages = [
    { path: '/me?agent=anna', board: boards.me },
    { path: '/me', board: boards.me },
    { path: '/retention', board: boards.retention },
    { path: '/retention', board: boards.empty },
    { path: '/sign-in', board: boards.empty },
    { path: '/setup?token=once', board: boards.empty },
    { path: '/', board: boards.demo },
  ];
  it.each(pages)('$path fits on 320 px without scrolling sideways', async ({ path, board }) => {
    await look({ path, play: { board }, size: [320, 640], scheme: 'light' }, async (page) => {
      await page.waitForSelector('h1, h2');
      await page.evaluate('document.fonts.ready.then(() => null)');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    });
  });
});

describe('what a television loads', () => {
  const read = (file: string) => readFileSync(join(dist, file), 'utf8');
  const assets = (kind: string) =>
    [...read('floor.html').matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].flatMap(([, file]) =>
      file?.endsWith(kind) ? [read(file)] : [],
    );
  const weigh = (texts: readonly string[]) => texts.reduce((sum, text) => sum + gzipSync(text).length, 0);

  it('is at most 50 kB of scripts and 10 kB of styles, whatever can be opened on it', () => {
    expect(assets('.js').length).toBeGreaterThan(0);
    expect(weigh(assets('.js'))).toBeLessThanOrEqual(50 * KILO);
    expect(weigh(assets('.css'))).toBeLessThanOrEqual(10 * KILO);
  });
  it('asks for nothing that Chromium 87 lacks', () => {
    // A short name of a script may look like a selector, so each kind is searched for its own.
    const newer = {
      '.js': /\.at\(-?\d|Object\.hasOwn|structuredClone|\.toSorted\(|\.findLast\(|\.toReversed\(/g,
      '.css': /:where\(|:is\(|:has\(/g,
    };
    const found = Object.entries(newer).flatMap(([kind, pattern]) =>
      assets(kind).flatMap((text) => text.match(pattern) ?? []),
    );
    expect(found).toEqual([]);
  });
});
