import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, launchChromium } from '../support/chromium.ts';
import { type Floorlight, floorlightBench, until } from '../support/floorlight.ts';

let bench: Awaited<ReturnType<typeof floorlightBench>>;
let browser: Browser;
let server: Floorlight;
beforeAll(async () => {
  [bench, browser] = await Promise.all([floorlightBench(), launchChromium()]);
  server = await bench.start();
  await server.post('/v1/events', day(), 'application/cloudevents-batch+json');
});
afterAll(async () => {
  await browser.close();
  await bench.end();
});

const CALLS = 30;
/** Thirty calls of the last minutes: two thirds answered at once, the others after half a minute. */
function day(): object[] {
  const now = Date.now();
  const begun = new Date(now).setUTCHours(0, 0, 0, 0);
  // Just after midnight the minutes before belong to yesterday, and so do their calls.
  const start = Math.max(begun, now - 120_000);
  return Array.from({ length: CALLS }, (_, i) => {
    const contactId = i === 0 ? '=call-0' : `call-${i}`;
    const waitMs = i % 3 === 0 ? 30_000 : 2_000;
    const one = (name: string, at: number, data: object) => ({
      specversion: '1.0',
      id: `${name}-${i}`,
      source: 'test/explain',
      type: `contact.${name}`,
      time: new Date(at).toISOString(),
      data: { contactId, queue: 'billing', ...data },
    });
    return [
      one('offered', start + i, { channel: 'voice', direction: 'inbound' }),
      one('answered', start + i + waitMs, { agent: 'Ana', waitMs }),
      one('ended', start + i + waitMs + 9_000, { agent: 'Ana', talkMs: 9_000, endedBy: 'customer' }),
    ];
  }).flat();
}

/** Svelte draws when something has come; no script of the test's own may run in the page. */
const present = (page: Page, selector: string) => page.waitForSelector(selector, { state: 'attached' });
const value = async (page: Page, selector: string, name: string) =>
  Number(await page.getAttribute(selector, name));
const focused = (page: Page) =>
  page.evaluate('document.activeElement.dataset.opens ?? document.activeElement.role');

async function signIn(page: Page): Promise<void> {
  await page.goto(server.setupLink ?? '');
  await page.fill('#password', 'a long enough password');
  await page.fill('#again', 'a long enough password');
  await page.click('button[type=submit]');
  await page.waitForURL(`${server.url}/`);
}

describe('a number that is tapped', () => {
  test('is explained by the same figures as the API, down to the contacts and the file', async () => {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, acceptDownloads: true });
    const complaints = complaintsOf(page);
    await signIn(page);
    await page.goto(`${server.url}/tv/floor`);
    await present(page, '[data-metric="serviceLevel"]:not([data-value=""])');

    // By keyboard: the number has the focus, Enter opens it, Escape gives the focus back.
    await page.focus('[data-opens="serviceLevel"]');
    await page.keyboard.press('Enter');
    await present(page, '[role="dialog"][aria-labelledby="explain-name"]');
    expect(await focused(page)).toBe('dialog');
    await present(page, '[data-contact]');

    const { series } = (await server.get('/v1/metrics?metrics=serviceLevel')) as Series;
    const figure = series[0]?.values.serviceLevel;
    expect(figure?.denominator).toBe(CALLS);
    expect(await value(page, '.explain-sides', 'data-value')).toBeCloseTo(figure?.value ?? -1, 10);
    expect(await value(page, '.explain-sides', 'data-numerator')).toBe(figure?.numerator);
    expect(await value(page, '.explain-sides', 'data-denominator')).toBe(figure?.denominator);
    for (const preset of ['cisco-negative', 'genesys']) {
      const other = (await server.get(`/v1/metrics?metrics=serviceLevel&preset=${preset}`)) as Series;
      await until(async () => {
        const shown = await value(page, `[data-preset="${preset}"]`, 'data-value');
        return Math.abs(shown - (other.series[0]?.values.serviceLevel?.value ?? -1)) < 1e-9;
      });
    }

    expect(await page.locator('[data-contact]').count()).toBe(20);
    await page.click('[data-more]');
    await until(async () => (await page.locator('[data-contact]').count()) === CALLS);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
    expect(download.suggestedFilename()).toMatch(/^contacts-main-serviceLevel-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + CALLS);
    expect(lines[0]).toMatch(/^contactId,startedAt,/);
    expect(lines.some((line) => line.startsWith("'=call-0,"))).toBe(true);

    await page.click('[data-contact="=call-0"]');
    await present(page, '.explain-timeline');
    expect(await page.textContent('.explain-steps')).toMatch(
      /Came into billing.*Ana answered.*Ended by the customer/,
    );

    // The keyboard stays inside while it is open.
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press(i < 6 ? 'Tab' : 'Shift+Tab');
      expect(await page.evaluate('document.activeElement.closest(".explain") !== null')).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector('.explain', { state: 'detached' });
    expect(await focused(page)).toBe('serviceLevel');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('is defined on a screen that knows no password, and covers nothing that is urgent', async () => {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    await page.goto(server.tvLink);
    await present(
      page,
      '[data-metric="serviceLevel"][data-state="watch"], [data-metric="serviceLevel"][data-state="act"]',
    );
    await page.click('[data-opens="aht"]');
    await present(page, '.explain-notice');
    expect(await page.textContent('.explain-meaning')).toMatch(/^Talk, hold and wrap-up/);
    expect(await page.locator('[data-contact]').count()).toBe(0);
    const panel = await page.locator('.explain').boundingBox();
    const urgent = [
      ...(await page.locator('.tile[data-state="act"], .tile[data-state="watch"]').all()),
      page.locator('.queues'),
    ];
    for (const place of urgent) {
      const box = await place.boundingBox();
      if (!box || !panel) throw new Error('The panel or what it must not cover is not there.');
      const overlapsAcross =
        Math.min(panel.x + panel.width, box.x + box.width) > Math.max(panel.x, box.x) + 1;
      const overlapsDown =
        Math.min(panel.y + panel.height, box.y + box.height) > Math.max(panel.y, box.y) + 1;
      expect(overlapsAcross && overlapsDown).toBe(false);
    }
    // What it covers in part is not cut in half: its figure is told in the panel.
    expect(await page.locator('.tile[data-behind]').count()).toBeGreaterThan(0);
    expect(await page.textContent('.explain-covered')).toContain('Abandonment');
    await page.close();
  });
});

type Figure = { value: number; numerator: number; denominator: number };
type Series = { series: { values: Record<string, Figure> }[] };
