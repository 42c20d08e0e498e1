import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { settingOf } from '../../wallboard/live/setting.ts';
import { Wall } from '../../wallboard/live/wall.svelte.ts';
import Floor from '../../wallboard/pages/floor/Floor.svelte';
import Home from '../../wallboard/pages/home/Home.svelte';
import Me from '../../wallboard/pages/me/Me.svelte';
import Pick from '../../wallboard/pages/me/Pick.svelte';
import { at, boards } from './boards.ts';
import { asked, serve } from './explain-server.ts';

const setting = settingOf({ search: '', languages: ['en'], prefersLight: false, onTelevision: true });
let page: Record<string, unknown> | null = null;
afterEach(() => {
  if (page) void unmount(page);
  page = null;
  asked.length = 0;
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

function wallWith(board: typeof boards.busy): Wall {
  const wall = new Wall(() => at);
  wall.snapshot({ revision: 1, board, at });
  return wall;
}
const find = (selector: string) => document.querySelector<HTMLElement>(selector);
const text = (selector: string) => find(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
async function settled(condition: () => boolean): Promise<void> {
  await vi.waitFor(async () => {
    await tick();
    flushSync();
    if (!condition()) throw new Error('not yet');
  }, 5_000);
}
async function open(selector: string): Promise<void> {
  const opener = find(selector);
  opener?.focus();
  opener?.click();
  await settled(() => find('.explain') !== null);
}
const press = (key: string, shiftKey = false) =>
  document.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
function hang(board = boards.busy): Wall {
  const wall = wallWith(board);
  page = mount(Floor, { target: document.body, props: { setting, wall } });
  flushSync();
  return wall;
}

describe('the explanation of a number', () => {
  it('tells the figure, both its sides, its limits, whom it follows and its version', async () => {
    serve();
    hang();
    await open('[data-opens="serviceLevel"]');
    await settled(() => find('[data-contact]') !== null);
    expect(text('#explain-name')).toBe('Service level');
    expect(text('.explain-sides')).toContain(
      '72.0 % 288 answered within T 400 answered within T + abandoned',
    );
    expect(text('.explain-marks')).toBe('Target 80.0 % n = 400 (stays in a queue)');
    expect(text('[data-parameter="threshold"]')).toBe('20 s, Billing 10 s');
    expect(text('.explain-made')).toContain('Follows Cisco: abandons count as misses');
    expect(text('.explain-made')).toContain('Version 1, in force from the beginning');
  });

  it('is a dialog that has the focus, keeps it, and gives it back', async () => {
    serve();
    hang();
    await open('[data-opens="aht"]');
    const dialog = find('.explain');
    expect([dialog?.getAttribute('role'), dialog?.getAttribute('aria-labelledby')]).toEqual([
      'dialog',
      'explain-name',
    ]);
    expect(document.activeElement).toBe(dialog);
    press('Tab', true);
    expect(dialog?.contains(document.activeElement)).toBe(true);
    press('Tab');
    expect(document.activeElement?.className).toContain('explain-close');
    press('Escape');
    await settled(() => find('.explain') === null);
    expect(document.activeElement).toBe(find('[data-opens="aht"]'));
  });

  it('lays two formulas side by side, and another one when it is chosen', async () => {
    serve();
    hang();
    await open('[data-opens="serviceLevel"]');
    await settled(() => find('[data-preset="genesys"]')?.dataset.value === '0.7');
    expect(text('.explain')).toContain('10.0 points apart');
    const choice = find('[data-preset="genesys"] select') as HTMLSelectElement;
    choice.value = 'aircall-live';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    await settled(() => find('[data-preset="aircall-live"]')?.dataset.value === '0.8');
    expect(text('.explain')).toContain('No difference here today');
    expect(asked.some((address) => address.includes('preset=aircall-live'))).toBe(true);
  });

  it('lists the contacts behind it a page at a time, opens one, and comes back to it', async () => {
    serve();
    hang();
    await open('[data-opens="aht"]');
    await settled(() => find('[data-more]') !== null);
    find('[data-more]')?.click();
    await settled(() => find('[data-contact="k-2"]') !== null);
    expect(find('[data-more]')).toBeNull();
    expect(find('a[download]')?.getAttribute('href')).toMatch(/^\/v1\/contacts\?metric=aht&.*format=csv$/);
    find('[data-contact="k-1"]')?.click();
    await settled(() => find('.explain-timeline') !== null);
    expect(text('.explain-leg')).toBe('Billing, anna resolved 0:14 waited 3:20 talk 0:05 hold 0:30 wrap-up');
    expect([...document.querySelectorAll('.explain-steps li')].map((step) => step.textContent)).toEqual([
      '10:00:00 Came into Billing, place 2',
      '10:00:14 anna answered',
    ]);
    find('.explain .plain')?.click();
    await settled(() => document.activeElement === find('[data-contact="k-1"]'));
  });

  it('asks once for the contacts, however often the board changes', async () => {
    serve();
    const wall = hang();
    await open('[data-opens="aht"]');
    await settled(() => find('[data-contact]') !== null);
    wall.patch({ from: 1, revision: 2, patch: { set: { site: { ...boards.busy.site } }, removed: [] } });
    flushSync();
    await tick();
    expect(asked.filter((address) => address.startsWith('/v1/contacts'))).toHaveLength(1);
  });

  it('is about the queue whose number was tapped, and leads to its other numbers', async () => {
    serve();
    hang();
    await open('[data-queue="Billing"] [data-opens="waiting"]');
    await settled(() => find('[data-contact]') !== null);
    expect(text('.explain-head')).toContain('Waiting Billing, now');
    expect(asked.some((address) => address.includes('queue=Billing'))).toBe(true);
    [...document.querySelectorAll<HTMLElement>('.explain-besides button')]
      .find((one) => one.textContent?.includes('Service level'))
      ?.click();
    await settled(() => text('#explain-name') === 'Service level');
    expect(text('.explain-value')).toBe('54.0 %');
    expect(text('[data-parameter="threshold"]')).toBe('10 s in this queue, else 20 s');
  });

  it('says of what it is made when there are no contacts behind it', async () => {
    serve();
    hang();
    await open('[data-queue="Billing"] [data-opens="longestWait"]');
    await settled(() => find('.explain-not-of') !== null);
    expect(text('.explain-not-of')).toMatch(/^It is read from who waits/);
    expect(find('a[download]')).toBeNull();
  });

  it('tells the definition to whoever is not signed in, claims no limits, and says what is missing', async () => {
    serve(403);
    hang();
    await open('[data-opens="serviceLevel"]');
    await settled(() => find('.explain-notice') !== null);
    expect(text('.explain-meaning')).toMatch(/^Share of the judged segments/);
    expect(text('.explain-notice')).toMatch(/^Whoever is signed in/);
    expect(find('[data-parameter="threshold"]')).toBeNull();
    expect(find('.explain-presets')).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('says why a figure is provisional', async () => {
    serve();
    hang(boards.watch);
    await open('[data-opens="csat"]');
    expect(text('.explain-marks')).toContain('Provisional: it rests on fewer than');
    press('Escape');
    await settled(() => find('.explain') === null);
    await open('[data-opens="fcr"]');
    expect(text('.explain-marks')).toContain('may still change until the window of 7 days has closed');
  });

  it('opens from the own day and from the counts of the first page', async () => {
    serve();
    page = mount(Me, { target: document.body, props: { setting, wall: wallWith(boards.me), agent: 'anna' } });
    flushSync();
    await open('[data-opens="aht"]');
    await settled(() => asked.some((address) => address.includes('agent=anna')));
    expect(text('.explain-head')).toContain('Anna Bergström');
    expect(text('.explain-marks')).toContain('Team median 5:01');
    void unmount(page);
    document.body.replaceChildren();
    page = mount(Home, { target: document.body, props: { setting, wall: wallWith(boards.busy) } });
    flushSync();
    await open('[data-opens="agentsByState"]');
    expect(text('.explain-value')).toBe('23');
    await settled(() => find('.explain-not-of') !== null);
  });
});

describe('who they are', () => {
  it('is asked without a claim that anything is lost', async () => {
    serve();
    document.documentElement.dataset.freshness = 'lost';
    page = mount(Pick, { target: document.body, props: { setting } });
    flushSync();
    expect(document.documentElement.dataset.freshness).toBeUndefined();
    await settled(() => text('main') !== '');
  });
});
