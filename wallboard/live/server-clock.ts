/** How far behind its fellows a message may arrive before it is no proof of the present. */
const STEP_MS = 3_000;
/** Heartbeats in a row that must agree before a slower clock is believed. */
const STEP_AFTER = 3;
/** Crystals drift: the estimate gives way by this much with each message. */
const DRIFT_MS = 2;

/**
 * The server's clock as seen from here. A message cannot arrive before it is sent, so the largest difference seen is
 * the nearest to the truth; what is below it is delay. A difference that stays far below means that the server's
 * clock was set back.
 */
export class ServerClock {
  #offset: number | null = null;
  #below = 0;

  /** Takes in that the server said `at` when the local clock showed `here`; answers how long the message was under way. */
  observe(at: number, here: number): number {
    const sample = at - here;
    if (this.#offset === null || sample >= this.#offset) return this.#adopt(sample);
    const delay = this.#offset - sample;
    this.#below = delay > STEP_MS ? this.#below + 1 : 0;
    if (this.#below >= STEP_AFTER) return this.#adopt(sample);
    this.#offset -= Math.min(delay, DRIFT_MS);
    return delay;
  }

  /** What the server's clock shows when the local one shows `here`. */
  at(here: number): number {
    return here + (this.#offset ?? 0);
  }

  #adopt(sample: number): number {
    this.#offset = sample;
    this.#below = 0;
    return 0;
  }
}
