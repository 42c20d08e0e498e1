import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaintsOf, launchChromium } from '../support/chromium.ts';
import { type Floorlight, floorlightBench, until } from '../support/floorlight.ts';

let bench: Awaited<ReturnType<typeof floorlightBench>>;
let browser: Browser;
beforeAll(async () => {
  [bench, browser] = await Promise.all([floorlightBench(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await bench.end();
});

let count = 0;
async function send(server: Floorlight, type: string, data: object): Promise<unknown> {
  count += 1;
  const time = new Date().toISOString();
  const event = { specversion: '1.0', id: `e${count}`, source: 'test/wall', type, time, data };
  const answer = await server.post('/v1/events', event);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { results: { verdict: string }[] }).results[0]?.verdict;
}
const offer = (server: Floorlight, contactId: string, queue = 'billing') =>
  send(server, 'contact.offered', { contactId, queue, channel: 'voice', direction: 'inbound' });

describe('the wall in Chromium', () => {
  test('shows an event, marks a lost server within seconds, and the truth again without a reload (P3)', async () => {
    const server = await bench.start();
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const complaints = complaintsOf(page);
    await page.goto(server.tvLink);
    await page.evaluate('globalThis.sameDocument = true');
    const waiting = () => page.getAttribute('[data-metric="waiting"]', 'data-value');
    const freshness = () => page.getAttribute('[data-freshness]', 'data-freshness');
    await until(async () => (await waiting()) === '0');
    expect(await freshness()).toBe('live');

    expect(await offer(server, 'k1')).toBe('created');
    expect(await offer(server, 'k2', 'a|b <b>"sales"</b>')).toBe('created');
    await until(async () => (await waiting()) === '2');
    expect(await page.textContent('body')).toContain('a|b <b>"sales"</b>');
    const ticking = await page.getAttribute('[data-metric="longestWait"]', 'data-value');
    await until(
      async () => (await page.getAttribute('[data-metric="longestWait"]', 'data-value')) !== ticking,
    );

    await server.signal('SIGSTOP');
    await until(async () => (await freshness()) === 'lost');
    expect(await waiting()).toBe('2');
    await server.signal('SIGCONT');
    await until(async () => (await freshness()) === 'live');
    await send(server, 'contact.abandoned', { contactId: 'k1', queue: 'billing' });
    await until(async () => (await waiting()) === '1');
    expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
    expect(complaints.filter((text) => !text.includes('WebSocket'))).toEqual([]);
    await page.close();
    await server.signal('SIGTERM');
  });

  test('is shut to the anonymous, and opened by the link of the first start', async () => {
    const server = await bench.start();
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    for (const path of ['/', '/tv/floor', '/me', '/retention', '/docs']) {
      await page.goto(server.url + path);
      expect(new URL(page.url()).pathname).toBe('/sign-in');
    }
    await page.goto(server.setupLink ?? '');
    await page.fill('#password', 'a long enough password');
    await page.fill('#again', 'a long enough password');
    await page.click('button[type=submit]');
    await page.waitForURL(`${server.url}/`);
    await send(server, 'agent.changed', { agent: 'Ana', state: 'available' });
    for (const path of ['/tv/floor', '/me?agent=Ana', '/retention']) {
      await page.goto(server.url + path);
      await page.waitForSelector('[data-freshness="live"]');
    }
    // The link works once.
    const other = await browser.newPage();
    await other.goto(server.setupLink ?? '');
    await other.fill('#password', 'another long password');
    await other.fill('#again', 'another long password');
    await other.click('button[type=submit]');
    await other.waitForFunction('document.querySelector("#fault").textContent !== ""');
    expect(complaints).toEqual([]);
    await server.signal('SIGTERM');
  });

  test('moves from the demo to the real centre with the first real event', async () => {
    const demo = await floorlightBench();
    try {
      const server = await demo.start({ FLOORLIGHT_DEMO: 'auto' });
      const page = await browser.newPage();
      await page.goto(server.tvLink);
      await page.waitForSelector('text=Demo');
      await offer(server, 'real-1', 'the real queue');
      await page.waitForSelector('[data-queue="the real queue"]');
      const { total } = (await server.get('/v1/live')) as {
        total: { figures: { offered: { value: number } } };
      };
      expect(total.figures.offered.value).toBe(1);
      expect(await page.locator('[data-queue]').count()).toBe(1);
      await server.signal('SIGTERM');
    } finally {
      await demo.end();
    }
  });
});
