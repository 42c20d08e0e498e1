import {
  type BoardRequest,
  type Heartbeat,
  type NumberedPatch,
  PROTOCOL,
  type Refused,
  type ServerToWall,
  type Snapshot,
  type WallToServer,
} from '#domain/protocol.ts';
import type { Wall } from './wall.svelte.ts';

/** What a connection needs of a Socket.IO client; tests bring their own. */
export type Link = {
  on<E extends keyof LinkEvents>(event: E, listener: LinkEvents[E]): unknown;
  emit<E extends keyof WallToServer>(event: E, ...args: Parameters<WallToServer[E]>): unknown;
  connect(): unknown;
  /** Closes for good. */
  disconnect(): unknown;
  /** Drops a link that looks alive and says nothing, so that a new one is made. */
  renew(): void;
  readonly connected: boolean;
  /** Whether the client tries again by itself. */
  readonly active: boolean;
};
type LinkEvents = ServerToWall & {
  connect: () => void;
  disconnect: () => void;
  connect_error: (error: Error) => void;
};

type Parts = {
  readonly link: Link;
  readonly wall: Wall;
  readonly board: BoardRequest;
  /** The server runs another build than the one this page came from. */
  readonly onNewBuild: (build: string) => void;
  /** The clock that is never set back; it may stand still while the machine sleeps. */
  readonly now: () => number;
  /** The clock on the wall, which goes on in the meantime. */
  readonly wallClock: () => number;
};

const TICK_MS = 200;
const RETRY_MS = 1_000;
/** A refusal may end (somebody signs in elsewhere, a server is upgraded), so a wall keeps asking, gently. */
const ASK_AGAIN_MS = 5_000;
/** How long a silent link is left alone. Longer than a heartbeat, shorter than anybody's patience. */
const SILENT_MS = 3_000;
/** The first answer may take longer: a server that has just started reads its day before it shows it. */
const FIRST_ANSWER_MS = 10_000;
/** Ticks further apart than this mean that the machine slept. */
const ASLEEP_MS = 2_000;
const refusals: readonly string[] = ['protocol', 'not-signed-in', 'not-allowed', 'bad-request'];

/** Keeps a wall fed for as long as the page lives; answers how to stop. */
export function connect({ link, wall, board, onNewBuild, now, wallClock }: Parts): () => void {
  let build: string | null = null;
  let askedAt = -Infinity;
  let heardAt = now();
  let hasAnswered = false;
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const later = (action: () => void, ms: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, ms);
    timers.add(timer);
  };
  const hello = () => link.emit('hello', { protocol: PROTOCOL, board });
  // One question is enough while its answer is under way; a heartbeat later it is asked again.
  const resync = () => {
    if (now() - askedAt < RETRY_MS / 2) return;
    askedAt = now();
    link.emit('resync');
  };
  const reconnect = () => later(() => !link.connected && !link.active && link.connect(), RETRY_MS);

  link.on('connect', () => {
    heardAt = now();
    hasAnswered = false;
    hello();
  });
  link.on('snapshot', (snapshot: Snapshot) => {
    heardAt = now();
    hasAnswered = true;
    wall.snapshot(snapshot);
  });
  link.on('patch', (patch: NumberedPatch) => {
    heardAt = now();
    if (wall.patch(patch) === 'gap') resync();
  });
  link.on('heartbeat', (heartbeat: Heartbeat) => {
    heardAt = now();
    build ??= heartbeat.build;
    if (heartbeat.build !== build) onNewBuild(heartbeat.build);
    if (wall.heartbeat(heartbeat) === 'gap') resync();
  });
  link.on('refused', ({ reason }: { readonly reason: Refused }) => {
    wall.refused(reason);
    later(() => link.connected && wall.refusal !== null && hello(), ASK_AGAIN_MS);
  });
  link.on('connect_error', (error: Error) => {
    const reason = refusals.find((known) => known === error.message);
    // The list holds exactly the reasons of the protocol.
    if (reason) wall.refused(reason as Refused);
    reconnect();
  });
  link.on('disconnect', reconnect);
  link.connect();

  let tickedAt = wallClock();
  const ticking = setInterval(() => {
    const slept = wallClock() - tickedAt;
    tickedAt = wallClock();
    if (slept > ASLEEP_MS) wall.doubt();
    else wall.tick();
    if (
      link.connected &&
      wall.refusal === null &&
      now() - heardAt > (hasAnswered ? SILENT_MS : FIRST_ANSWER_MS)
    ) {
      heardAt = now();
      link.renew();
    }
  }, TICK_MS);
  return () => {
    clearInterval(ticking);
    for (const timer of timers) clearTimeout(timer);
    link.disconnect();
  };
}
