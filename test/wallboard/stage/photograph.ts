import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { at, boards } from '../boards.ts';
import { openBrowser } from './browser.ts';
import { openStage, type Play } from './stage.ts';

/** Photographs pages: `tsx test/wallboard/stage/photograph.ts [PART OF A NAME]`. Prints where the pictures are. */
type Shot = {
  path: string;
  play: Play;
  size: [number, number];
  light?: boolean;
  afterMs?: number;
  click?: string;
};
const tv: [number, number] = [1920, 1080];
const laptop: [number, number] = [1366, 768];
const phone: [number, number] = [390, 844];
const silent = {
  source: 'asterisk',
  lastEventAt: at - 1_900_000,
  lastReceivedAt: at - 1_900_000,
  silent: true,
};

const wall = (play: Play, afterMs = 1_900, size = tv, path = '/tv/floor'): Shot => ({
  path,
  play,
  size,
  afterMs,
});
const shots: Record<string, Shot> = {
  'floor-calm': wall({ board: boards.calm }),
  'floor-watch': wall({ board: boards.watch }),
  'floor-busy': wall({ board: boards.busy }),
  'floor-act': wall({ board: boards.act }),
  'floor-empty': wall({ board: boards.empty, sources: [] }),
  'floor-demo': wall({ board: boards.demo }),
  'floor-lost': wall({ board: boards.busy, heartbeats: 1 }, 3_600),
  'floor-stale': wall({ board: boards.busy, ledger: { ok: false, since: at - 4_000 } }),
  'floor-silent': wall({ board: boards.calm, sources: [silent] }),
  'floor-1280x720': wall({ board: boards.busy }, 700, [1280, 720]),
  'floor-1280x800': wall({ board: boards.busy }, 700, [1280, 800]),
  'floor-3840x2160': wall({ board: boards.busy }, 900, [3840, 2160]),
  'floor-near': wall({ board: boards.busy }, 700, tv, '/tv/floor?diagonal=65&distance=5'),
  'floor-far': wall({ board: boards.busy }, 700, tv, '/tv/floor?diagonal=55&distance=10'),
  'floor-de': wall({ board: boards.busy }, 700, tv, '/tv/floor?lang=de'),
  'floor-refused': wall({ board: boards.busy, refuse: 'not-signed-in' }),
  'floor-light': wall({ board: boards.busy }, 700, tv, '/tv/floor?theme=light'),
};
for (const [name, size] of Object.entries({ laptop, phone, narrow: [320, 700] as [number, number] })) {
  for (const light of [false, true]) {
    const tone = `${name}-${light ? 'light' : 'dark'}`;
    shots[`me-${tone}`] = { path: '/me?agent=anna', play: { board: boards.me }, size, light };
    shots[`pick-${tone}`] = { path: '/me', play: { board: boards.me }, size, light };
    shots[`retention-${tone}`] = { path: '/retention', play: { board: boards.retention }, size, light };
    shots[`retention-open-${tone}`] = {
      path: '/retention',
      play: { board: boards.retention },
      size,
      light,
      click: '[data-customer]',
    };
    shots[`retention-lost-${tone}`] = {
      path: '/retention',
      play: { board: boards.retention, heartbeats: 1 },
      size,
      light,
      afterMs: 3_600,
    };
    shots[`retention-empty-${tone}`] = { path: '/retention', play: { board: boards.empty }, size, light };
    shots[`sign-in-${tone}`] = { path: '/sign-in', play: { board: boards.empty }, size, light };
    shots[`setup-${tone}`] = { path: '/setup?token=abc', play: { board: boards.empty }, size, light };
    shots[`home-${tone}`] = { path: '/', play: { board: boards.demo }, size, light };
  }
}

async function photograph(browser: Browser, name: string, shot: Shot, folder: string): Promise<void> {
  const stage = await openStage(shot.play);
  const page = await browser.newPage({
    viewport: { width: shot.size[0], height: shot.size[1] },
    colorScheme: shot.light ? 'light' : 'dark',
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') console.log(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => console.log(`${name}: ${error.stack ?? error.message}`));
  await page.goto(stage.url + shot.path);
  await page.waitForTimeout(shot.afterMs ?? 700);
  if (shot.click) await page.click(shot.click);
  const overflow = await page.evaluate(
    '[...document.querySelectorAll("h1,h2,p,span,strong,td,th,li,button")].filter((e) => { const r = e.getBoundingClientRect(); return !e.closest(".spoken") && r.width > 0 && (r.right > innerWidth + 1 || (document.documentElement.dataset.kind === "tv" && r.bottom > innerHeight + 1)); }).map((e) => e.className + ": " + e.textContent.trim().slice(0, 40))',
  );
  // The expression above answers a list of texts.
  const texts = overflow as string[];
  if (texts.length > 0) console.log(`${name}: overflows: ${texts.join(' | ')}`);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
  await stage.close();
}

const folder = join(tmpdir(), 'floorlight-photographs');
await mkdir(folder, { recursive: true });
const browser = await openBrowser();
const wanted = process.argv.slice(2);
for (const [name, shot] of Object.entries(shots)) {
  if (wanted.length === 0 || wanted.some((part) => name.includes(part)))
    await photograph(browser, name, shot, folder);
}
await browser.close();
console.log(folder);
