import { type Board, patchOf } from '#domain/board.ts';
import type { BoardRequest } from '#domain/protocol.ts';
import type { Boards, Feed, Health } from '../ports/boards.ts';
import type { Desk, SourceReport } from '../ports/desk.ts';
import type { Log } from '../ports/event-source.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { LiveSites } from './live.ts';
import type { Sites } from './sites.ts';
import { onBoard, reportSources } from './sources.ts';
import { agentBoard, floorBoard, retentionBoard, type Surroundings } from './views.ts';

/** At most 19 patches a second, and one for the beat; the first after a quiet moment goes out at once. */
const PACE_MS = 53;
const RETENTION_ROWS = 50;
const BEAT_MS = 1_000;

type Kept = {
  readonly room: string;
  readonly request: BoardRequest;
  /** For a request that names no site: the default one, which changes when the demo gives way. */
  site: string;
  board: Board;
  revision: number;
  viewers: number;
};

/** Keeps the boards that somebody looks at. The same request is one board, however many look at it. */
export function createBoards({
  ledger,
  live,
  desk,
  ripen,
  sites,
  notice,
  now,
  log,
}: {
  ledger: Ledger;
  live: LiveSites;
  desk: Desk;
  ripen: (site: string) => Promise<number>;
  sites: Sites;
  notice: Surroundings['notice'];
  now: () => number;
  log: Log;
}): Boards & { stop(): void } {
  const kept = new Map<string, Kept>();
  const listeners = new Set<Parameters<Boards['onPatch']>[0]>();
  const paces = new Map<
    string,
    { timer: ReturnType<typeof setTimeout> | null; lastAt: number; busy: boolean; again: boolean }
  >();
  let sources: readonly SourceReport[] = [];
  let wellSince = now();
  let well = true;

  const stopListening = ledger.listen(({ site }) => wake(site));
  const beat = setInterval(() => void onBeat(), BEAT_MS);

  /** Marks a site's boards as behind: painted at once when quiet, else when the pace allows. */
  function wake(site: string, isBeat = false): void {
    if (![...kept.values()].some((feed) => feed.site === site)) return;
    const pace = paces.get(site) ?? {
      timer: null,
      lastAt: Number.NEGATIVE_INFINITY,
      busy: false,
      again: false,
    };
    paces.set(site, pace);
    if (pace.busy) {
      pace.again = true;
      return;
    }
    if (pace.timer) return;
    const wait = isBeat ? 0 : Math.max(0, pace.lastAt + PACE_MS - performance.now());
    const run = () => {
      pace.timer = null;
      pace.busy = true;
      // What a beat paints is one a second: it must not make the event that follows it wait.
      if (!isBeat) pace.lastAt = performance.now();
      void repaint(site).finally(() => {
        pace.busy = false;
        if (pace.again) {
          pace.again = false;
          wake(site);
        }
      });
    };
    if (wait === 0) run();
    else pace.timer = setTimeout(run, wait);
  }

  async function repaint(site: string): Promise<void> {
    try {
      for (const feed of [...kept.values()].filter((one) => one.site === site)) await advance(feed);
    } catch (cause) {
      ail(cause);
    }
  }

  async function advance(feed: Kept): Promise<void> {
    const board = await boardOf(feed.request, feed.site);
    const patch = patchOf(feed.board, board);
    if (!patch) return;
    feed.board = board;
    feed.revision += 1;
    const numbered = { from: feed.revision - 1, revision: feed.revision, patch };
    for (const listener of listeners) listener(feed.room, numbered);
  }

  async function boardOf(request: BoardRequest, site: string): Promise<Board> {
    const state = await live.at(site);
    const around: Surroundings = {
      demo: site === 'demo',
      notice,
      targets: sites(site).targets,
      sources: sources.filter((source) => source.site === null || source.site === site),
    };
    switch (request.kind) {
      case 'floor':
        return floorBoard(state, around);
      case 'me':
        return agentBoard(state, request.agent, around);
      case 'retention':
        return retentionBoard(state, (await desk.customers({ site, limit: RETENTION_ROWS })).rows, around);
    }
  }

  /** Each second: what time alone changes, and whether the ledger still answers. */
  async function onBeat(): Promise<void> {
    try {
      sources = await reportSources(ledger, now());
      const site = await desk.defaultSite();
      for (const feed of kept.values()) feed.site = feed.request.site ?? site;
      for (const site of new Set([...kept.values()].map((feed) => feed.site))) {
        await ripen(site);
        const state = await live.at(site);
        await state.readTrend();
        wake(site, true);
      }
      if (!well) wellSince = now();
      well = true;
    } catch (cause) {
      ail(cause);
    }
  }

  function ail(cause: unknown): void {
    if (well) {
      wellSince = now();
      log.error({ err: cause }, 'the boards stand still because the ledger does not answer');
    }
    well = false;
  }

  return {
    async open(request): Promise<Feed> {
      const site = request.site ?? (await desk.defaultSite());
      const room = JSON.stringify([
        request.kind,
        request.site ?? '',
        request.kind === 'me' ? request.agent : '',
      ]);
      let feed = kept.get(room);
      if (!feed) {
        const board = await boardOf(request, site);
        // Another viewer may have opened the same board meanwhile.
        feed = kept.get(room) ?? { room, request, site, board, revision: 1, viewers: 0 };
        kept.set(room, feed);
        // What changed while it was being made was told to nobody.
        wake(site);
      }
      const opened = feed;
      opened.viewers += 1;
      return {
        room,
        snapshot: () => ({ revision: opened.revision, board: opened.board, at: now() }),
      };
    },
    close(room) {
      const feed = kept.get(room);
      if (!feed) return;
      feed.viewers -= 1;
      if (feed.viewers <= 0) kept.delete(room);
    },
    stop() {
      stopListening();
      clearInterval(beat);
      for (const { timer } of paces.values()) if (timer) clearTimeout(timer);
      kept.clear();
    },
    onPatch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revisionOf: (room) => kept.get(room)?.revision ?? 0,
    health: (): Health => ({ ledger: { ok: well, since: wellSince }, sources: sources.map(onBoard) }),
  };
}
