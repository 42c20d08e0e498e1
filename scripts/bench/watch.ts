import type { Page } from 'playwright-core';
import { clockOffset } from './browser.ts';

/** A change that the page saw: when the new value was in the document, in a frame, and on the painted frame. */
export type Seen = {
  readonly value: string;
  readonly changedAt: number;
  readonly framedAt: number;
  readonly paintedAt: number;
};

/**
 * Writes down each change of an attribute in the page. The message is handled after the frame that was asked for has
 * been painted. It is text, because the page knows nothing of what the TypeScript loader adds to functions.
 */
const script = (selector: string) => `(() => {
  const seen = (window.__seen = []);
  const clock = () => performance.timeOrigin + performance.now();
  const element = document.querySelector(${JSON.stringify(selector)});
  if (!element) throw new Error('nothing is shown for ' + ${JSON.stringify(selector)});
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => {
    const paintedAt = clock();
    for (const row of waiting.splice(0)) seen.push({ ...row, paintedAt });
  };
  new MutationObserver(() => {
    const row = { value: element.dataset.value, changedAt: clock() };
    requestAnimationFrame(() => {
      waiting.push({ ...row, framedAt: clock() });
      channel.port2.postMessage(null);
    });
  }).observe(element, { attributes: true, attributeFilter: ['data-value'] });
})()`;

/** Watches one element's `data-value`; answers how to read what was seen, by our own clock. */
export async function watch(page: Page, selector: string): Promise<() => Promise<Seen[]>> {
  await page.waitForSelector(selector, { state: 'attached' });
  await page.evaluate(script(selector));
  const offset = await clockOffset(page);
  return async () => {
    // Written by the script above.
    const seen = (await page.evaluate('window.__seen')) as Seen[];
    return seen.map(({ value, changedAt, framedAt, paintedAt }) => ({
      value,
      changedAt: changedAt - offset,
      framedAt: framedAt - offset,
      paintedAt: paintedAt - offset,
    }));
  };
}
