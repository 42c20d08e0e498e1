import { type Component, mount } from 'svelte';
import type { BoardRequest } from '#domain/protocol.ts';
import { connect } from './connection.ts';
import { reloadThisPage } from './reload.ts';
import { type Setting, settingOf } from './setting.ts';
import { openSocket } from './socket.ts';
import { Wall } from './wall.svelte.ts';

/** Reads the setting of this page and puts it where the styles see it. */
export function begin(): Setting {
  const root = document.documentElement;
  const setting = settingOf({
    search: location.search,
    languages: navigator.languages,
    prefersLight: matchMedia('(prefers-color-scheme: light)').matches,
    onTelevision: root.dataset.kind === 'tv',
  });
  root.lang = setting.language;
  root.dataset.theme = setting.theme;
  return setting;
}

/** A clock that is never set back: a screen whose time is wrong must still notice that time passes. */
export const monotonic = () => performance.timeOrigin + performance.now();

/** A wall that is fed for as long as the page lives. */
export function openWall(setting: Setting, board: BoardRequest): { wall: Wall; stop: () => void } {
  const wall = new Wall(monotonic);
  const stop = connect({
    link: openSocket(setting.token),
    wall,
    board: setting.site === null ? board : { ...board, site: setting.site },
    onNewBuild: () => void reloadThisPage(),
    now: monotonic,
    wallClock: Date.now,
  });
  return { wall, stop };
}

export function show<Props extends Record<string, unknown>>(page: Component<Props>, props: Props): void {
  const target = document.getElementById('page');
  if (!target) throw new Error('The page has no element #page to be mounted in.');
  mount(page, { target, props });
}
