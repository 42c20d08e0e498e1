import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Board } from '#domain/board.ts';
import { settingOf } from '../../wallboard/live/setting.ts';
import { Wall } from '../../wallboard/live/wall.svelte.ts';
import Floor from '../../wallboard/pages/floor/Floor.svelte';
import { agentsOf, at, boards } from './boards.ts';

const setting = settingOf({ search: '', languages: ['en'], prefersLight: true, onTelevision: true });
let page: Record<string, unknown> | null = null;
afterEach(() => {
  if (page) void unmount(page);
  page = null;
  document.body.replaceChildren();
});

function hang(board: Board | null): Wall {
  Object.assign(window, { innerWidth: 1920, innerHeight: 1080 });
  const wall = new Wall(() => at);
  if (board) wall.snapshot({ revision: 1, board, at });
  page = mount(Floor, { target: document.body, props: { setting, wall } });
  flushSync();
  return wall;
}
const text = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';

describe('the floor', () => {
  it('is dark on a television, whatever its browser prefers', () => {
    expect(setting.theme).toBe('dark');
  });
  it('has six tiles at most, and says on its root how far it may be believed', () => {
    hang(boards.busy);
    expect(document.querySelectorAll('.tile')).toHaveLength(6);
    expect(document.documentElement.dataset.freshness).toBe('live');
  });
  it('claims nothing before the server has spoken', () => {
    hang(null);
    expect(document.documentElement.dataset.freshness).toBe('lost');
    expect(text()).toContain('Connecting to the server');
    expect(text()).not.toMatch(/Nobody is signed in|No contacts yet/);
    const values = [...document.querySelectorAll('[data-value]')].map((one) =>
      one.getAttribute('data-value'),
    );
    expect(new Set(values)).toEqual(new Set(['']));
  });
  it('says what will appear on an empty day, and how', () => {
    hang(boards.empty);
    expect(text()).toContain('No contacts yet today');
    expect(text()).toContain('/v1/events');
    expect(document.querySelector('[data-metric="longestWait"]')?.getAttribute('data-value')).toBe('');
  });
  it('calls a demo a demo, and shows the notice with its remedy', () => {
    hang(boards.demo);
    expect(document.querySelector('.demo')?.textContent).toBe('Demo');
    expect(document.querySelector('.notice code')?.textContent).toBe('sudo apt-get install redis-server');
  });
  it('changes its digits in the turn in which a patch arrives', async () => {
    const wall = hang(boards.calm);
    const patch = { set: { waiting: { waiting: 41, oldestOfferedAt: at - 63_000 } }, removed: [] };
    wall.patch({ from: 1, revision: 2, patch });
    await Promise.resolve();
    expect(document.querySelector('[data-metric="waiting"] .digits')?.textContent).toBe('41');
    expect(document.querySelector('[data-metric="longestWait"] .figure')?.textContent?.trim()).toBe('1:03');
  });
  it('counts agents in four groups, and leaves out those who are gone', () => {
    hang({ ...boards.calm, agents: agentsOf({ talking: 2, hold: 1, ringing: 1, paused: 3, offline: 9 }) });
    const groups = [...document.querySelectorAll('.agents-group')].map((group) =>
      group.textContent?.replace(/\s+/g, ' ').trim(),
    );
    expect(groups).toEqual(['4 in contact', '3 paused']);
  });
});
