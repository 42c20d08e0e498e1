import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import type { Bench } from './bench.ts';
import { openBrowser, openPage } from './browser.ts';
import { probeEvents } from './probe.ts';
import { quantileOf, type Row } from './row.ts';
import { createSender, ONE } from './sender.ts';
import { startServer } from './server.ts';

const LOADS = 9;

/** Notes in the page when the first number stands in a painted frame, in ms since the navigation began. */
const script = `(() => {
  const look = () => {
    const element = document.querySelector('[data-metric][data-value]:not([data-value=""])');
    if (!element || element.dataset.freshness === 'lost') return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { document.documentElement.dataset.firstNumberAt = performance.now(); };
    requestAnimationFrame(() => channel.port2.postMessage(null));
  };
  look();
})()`;

/** How heavy the wall is, and how soon it shows the first live number. */
export async function benchPage(bench: Bench): Promise<Row[]> {
  bench.say('the page');
  const server = await startServer(bench, { durability: 'fast' });
  const sender = createSender(server.url, 1);
  bench.defer(sender.close);
  for (const { body } of probeEvents(0)) await sender.post(body, ONE);
  const browser = await openBrowser(bench);
  const weights = await weigh(browser, server.tvUrl);
  const times: number[] = [];
  for (let load = 0; load < LOADS; load++) times.push(await firstNumber(browser, server.tvUrl));
  const blank = await firstPaint(browser);
  const median = quantileOf(times, 0.5);
  return [
    { what: 'wall: JavaScript, gzipped', value: weights.script, unit: 'kB', aim: { atMost: 75 } },
    { what: '  style sheets, gzipped', value: weights.stylesheet, unit: 'kB' },
    { what: '  fonts', value: weights.font, unit: 'kB' },
    {
      what: 'navigation to first live number, median',
      value: median,
      unit: 'ms',
      aim: { atMost: 800 },
      ratio: median / blank,
      baseline: 'a page with one number in it',
    },
    { what: `  worst of ${LOADS}`, value: Math.max(...times), unit: 'ms', aim: { atMost: 800 } },
  ];
}

async function weigh(browser: Browser, url: string) {
  const bytes = { script: 0, stylesheet: 0, font: 0 };
  const page = await openPage(browser);
  const taken: Promise<void>[] = [];
  page.on('response', (response) => {
    const kind = response.request().resourceType();
    if (kind !== 'script' && kind !== 'stylesheet' && kind !== 'font') return;
    const weighed = response.body().then((body) => {
      // Fonts come compressed already.
      bytes[kind] += kind === 'font' ? body.length : gzipSync(body).length;
    });
    taken.push(weighed);
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForSelector('[data-metric]');
  await page.evaluate('document.fonts.ready.then(() => {})');
  await Promise.all(taken);
  await page.close();
  return { script: bytes.script / 1_000, stylesheet: bytes.stylesheet / 1_000, font: bytes.font / 1_000 };
}

/** With nothing in any cache. */
async function firstNumber(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.addInitScript(script);
  await page.goto(url);
  const noted = await page.waitForSelector('html[data-first-number-at]', { state: 'attached' });
  const at = Number(await noted.getAttribute('data-first-number-at'));
  await context.close();
  return at;
}

/** The same for a page that needs nothing: what navigating and painting cost by themselves. */
async function firstPaint(browser: Browser): Promise<number> {
  const times: number[] = [];
  const text = '<!doctype html><p data-metric="one" data-value="1">1</p>';
  for (let load = 0; load < LOADS; load++) {
    times.push(await firstNumber(browser, `data:text/html,${encodeURIComponent(text)}`));
  }
  return quantileOf(times, 0.5);
}
