import type { Board, SourceOnBoard } from '#domain/board.ts';
import type { Heartbeat, NumberedPatch, Refused, Snapshot } from '#domain/protocol.ts';
import { follow, type Position, positionOf } from './follow.ts';
import { type Freshness, freshnessOf } from './freshness.ts';
import { ServerClock } from './server-clock.ts';

/** What a page shows and how far it may be believed. Fed by a connection, read by components. */
export class Wall {
  #position = $state.raw<Position | null>(null);
  #heartbeat = $state.raw<Heartbeat | null>(null);
  #refusal = $state.raw<Refused | null>(null);
  #freshness = $state<Freshness>('lost');
  #now = $state(0);
  #confirmedAt: number | null = null;
  #isDoubted = false;
  readonly #here: () => number;
  readonly #clock = new ServerClock();

  /** `here` is the local clock; it must never be set back, so it need not show the right time. */
  constructor(here: () => number) {
    this.#here = here;
    this.tick();
  }

  get board(): Board {
    return this.#position?.board ?? {};
  }
  /** False until the first snapshot: there is nothing to show yet, not even an old truth. */
  get begun(): boolean {
    return this.#position !== null;
  }
  get freshness(): Freshness {
    return this.#freshness;
  }
  /** The server's clock, refreshed a few times a second. */
  get now(): number {
    return this.#now;
  }
  get refusal(): Refused | null {
    return this.#refusal;
  }
  /** Since when what is shown is no longer the present, by the server's clock; `null` while it is. */
  get since(): number | null {
    if (this.#freshness === 'stale') return this.#heartbeat?.ledger.since ?? null;
    // The read of #now keeps this getter in step with the ticks that change the freshness.
    return this.#freshness === 'lost' && this.#confirmedAt !== null && this.#now > 0
      ? this.#clock.at(this.#confirmedAt)
      : null;
  }
  /** The moment that the board is true for: waits stop to tick when nobody knows whether they go on. */
  get moment(): number {
    return this.since ?? this.#now;
  }
  get sources(): readonly SourceOnBoard[] {
    return this.#heartbeat?.sources ?? [];
  }

  snapshot(snapshot: Snapshot): void {
    this.#position = positionOf(snapshot);
    this.#refusal = null;
    this.#confirm(snapshot.at);
  }

  /** Applies a patch, or says that it starts from a revision that is not here. */
  patch(patch: NumberedPatch): 'applied' | 'gap' {
    const next = follow(this.#position, patch);
    if (next === 'gap') return 'gap';
    this.#position = next;
    return 'applied';
  }

  /** A heartbeat of another revision says that something was missed: then it confirms nothing. */
  heartbeat(heartbeat: Heartbeat): 'agreed' | 'gap' {
    this.#heartbeat = heartbeat;
    const agreed = this.#position !== null && heartbeat.revision === this.#position.revision;
    if (agreed) this.#confirm(heartbeat.at);
    else this.#clock.observe(heartbeat.at, this.#here());
    return agreed ? 'agreed' : 'gap';
  }

  refused(reason: Refused): void {
    this.#refusal = reason;
  }

  /** Looks at the clock: time alone makes a wall stale. */
  tick(): void {
    const now = this.#here();
    this.#now = this.#clock.at(now);
    const ledger = this.#heartbeat?.ledger ?? null;
    const confirmedAt = this.#isDoubted ? null : this.#confirmedAt;
    this.#freshness = freshnessOf({ now, confirmedAt, ledger });
  }

  /** Believes nothing until the server speaks again: the machine slept, and its clock with it. */
  doubt(): void {
    this.#isDoubted = true;
    this.tick();
  }

  // A message that was long under way proves only what was true when it was sent.
  #confirm(at: number): void {
    const here = this.#here();
    this.#confirmedAt = here - this.#clock.observe(at, here);
    this.#isDoubted = false;
    this.tick();
  }
}
