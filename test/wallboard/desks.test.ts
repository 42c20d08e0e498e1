import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { RiskOfCustomer } from '#domain/risk.ts';
import { settingOf } from '../../wallboard/live/setting.ts';
import { Wall } from '../../wallboard/live/wall.svelte.ts';
import Me from '../../wallboard/pages/me/Me.svelte';
import { rowsOfDay } from '../../wallboard/pages/me/rows.ts';
import Retention from '../../wallboard/pages/retention/Retention.svelte';
import { firstReasonOf, merged, totalOf, Worklist } from '../../wallboard/pages/retention/worklist.svelte.ts';
import { nextPath } from '../../wallboard/pages/sign-in/next.ts';
import { at, customers, me, retention } from './boards.ts';

const setting = settingOf({ search: '', languages: ['en'], prefersLight: false, onTelevision: false });
const [first, second] = customers as readonly [RiskOfCustomer, RiskOfCustomer];
let page: Record<string, unknown> | null = null;
afterEach(() => {
  if (page) void unmount(page);
  page = null;
  document.body.replaceChildren();
});

function wallWith(board: typeof me): Wall {
  const wall = new Wall(() => at);
  wall.snapshot({ revision: 1, board, at });
  return wall;
}
const rowsOn = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];

describe("an agent's day", () => {
  it('tells the own figure beside the median of the team', () => {
    page = mount(Me, { target: document.body, props: { setting, wall: wallWith(me), agent: 'anna' } });
    flushSync();
    const [row] = rowsOn('[data-metric="aht"]');
    expect(row?.textContent?.replace(/\s+/g, ' ')).toContain('AHT 4:44');
    expect(row?.querySelector('.median')?.textContent?.trim()).toBe('5:01');
    expect(document.body.textContent).toContain('Anna Bergström');
  });
  it('says where a figure stands, but not of a count, and not of one that rests on few', () => {
    const standing = Object.fromEntries(rowsOfDay(me).map((row) => [row.metric.id, row.standing]));
    expect(standing).toMatchObject({
      answered: null,
      aht: 'better',
      avgWrapup: 'worse',
      csat: null,
      occupancy: null,
    });
  });
});

describe('the work list', () => {
  it('has most value at risk first, and unknown values last', () => {
    const amounts = merged(customers, []).map(({ valueAtRisk }) => Number(valueAtRisk?.amount ?? -1));
    expect(amounts).toEqual([...amounts].sort((one, other) => other - one));
  });
  it('takes the newer score of a customer, wherever it came from', () => {
    const newer = { ...first, probability: 0.01, scoredAt: first.scoredAt + 1 };
    expect(merged([first], [newer])).toEqual([newer]);
    expect(merged([newer], [first])).toEqual([newer]);
  });
  it('names first what speaks for leaving', () => {
    const lowers = { feature: 'tenure', contribution: -2, text: 'customer for 6 years' };
    expect(firstReasonOf({ ...first, reasons: [lowers, ...first.reasons] })).toBe(first.reasons[0]?.text);
    expect(firstReasonOf({ ...first, reasons: [lowers] })).toBe('customer for 6 years');
  });
  it('adds up money of one currency only', () => {
    expect(totalOf([first, second])?.currency).toBe('EUR');
    expect(totalOf([first, { ...second, valueAtRisk: { amount: '1.00', currency: 'USD' } }])).toBeNull();
    expect(totalOf([])).toBeNull();
  });
  it('is moved through with j, k and the arrows, and opened with Enter', async () => {
    const wall = wallWith(retention);
    const list = new Worklist(wall, async () => ({ rows: [], cursor: null }));
    await list.fetchMore();
    page = mount(Retention, { target: document.body, props: { setting, wall, list } });
    flushSync();
    const press = async (key: string) => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
      await Promise.resolve();
      flushSync();
      await new Promise((resolve) => setTimeout(resolve, 0));
    };
    const order = list.rows.map(({ customer }) => customer);
    await press('j');
    expect(list.chosen?.customer).toBe(order[1]);
    await press('ArrowDown');
    await press('k');
    expect(list.chosen?.customer).toBe(order[1]);
    expect(document.activeElement?.getAttribute('data-customer')).toBe(order[1]);
    await press('Enter');
    expect(document.activeElement?.classList.contains('detail')).toBe(true);
    expect(rowsOn('.likely')[0]?.textContent).toMatch(/\d+ of 100 customers like this do within 90 days/);
  });
  it('keeps what it has when the server does not answer', async () => {
    const list = new Worklist(wallWith(retention), async () => Promise.reject(new Error('nobody there')));
    await list.fetchMore();
    expect([list.answer, list.rows.length]).toEqual(['failed', customers.length]);
  });
});

describe('after signing in', () => {
  it('goes to a path of this server and nowhere else', () => {
    const origin = 'http://floor.example';
    expect(nextPath('/me?agent=anna', origin)).toBe('/me?agent=anna');
    for (const elsewhere of [
      null,
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:0',
      '',
    ]) {
      expect(nextPath(elsewhere, origin)).toBe('/');
    }
  });
});
