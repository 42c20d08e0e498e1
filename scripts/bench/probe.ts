import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../simulation/random.ts';
import { now } from './browser.ts';
import { quantileOf } from './row.ts';
import type { Seen } from './watch.ts';

export const PROBE_QUEUE = 'A probe';
const LEAST_MS = 150;
const MOST_MS = 300;
const LATEST_MS = 2_000;

type Sample = { readonly value: string; readonly sentAt: number };
type Spread = { readonly p50: number; readonly p99: number };
/** Until the number was in the document, until the frame with it began, and until that frame was painted. */
export type Latency = {
  readonly changed: Spread;
  readonly framed: Spread;
  readonly painted: Spread;
  readonly missed: number;
};

/** Somebody joins a queue of their own, and is answered: two events that each change what the wall shows of it. */
export function probeEvents(nth: number): { readonly body: Buffer; readonly value: string }[] {
  const contactId = `probe-${nth}`;
  const base = { specversion: '1.0', source: 'floorlight/bench' };
  const bodyOf = (type: string, more: Record<string, unknown>) => {
    const time = new Date().toISOString();
    const data = { contactId, queue: PROBE_QUEUE, ...more };
    return Buffer.from(JSON.stringify({ ...base, id: `${contactId}.${type}`, type, time, data }));
  };
  return [
    { body: bodyOf('contact.offered', { channel: 'voice', direction: 'inbound' }), value: '1' },
    { body: bodyOf('contact.answered', { agent: 'probe' }), value: '0' },
  ];
}

/** Sends probe events with pauses of changing length, and writes down when each was sent. */
export async function probe(
  samples: number,
  post: (body: Buffer) => Promise<unknown>,
  events: (nth: number) => readonly { readonly body: Buffer; readonly value: string }[] = probeEvents,
): Promise<Sample[]> {
  const random = createRandom(1);
  const sent: Sample[] = [];
  for (let nth = 0; sent.length < samples; nth++) {
    for (const { body, value } of events(nth)) {
      await sleep(random.between(LEAST_MS, MOST_MS));
      sent.push({ value, sentAt: now() });
      await post(body);
    }
  }
  await sleep(MOST_MS);
  return sent;
}

/** From the sending of each event to the change that it made. */
export function latencyOf(sent: readonly Sample[], seen: readonly Seen[]): Latency {
  const changed: number[] = [];
  const framed: number[] = [];
  const painted: number[] = [];
  for (const { value, sentAt } of sent) {
    const first = seen.find((one) => one.changedAt >= sentAt && one.value === value);
    if (!first || first.changedAt - sentAt > LATEST_MS) continue;
    changed.push(first.changedAt - sentAt);
    framed.push(first.framedAt - sentAt);
    painted.push(first.paintedAt - sentAt);
  }
  const spreadOf = (times: readonly number[]): Spread => ({
    p50: quantileOf(times, 0.5),
    p99: quantileOf(times, 0.99),
  });
  return {
    changed: spreadOf(changed),
    framed: spreadOf(framed),
    painted: spreadOf(painted),
    missed: sent.length - changed.length,
  };
}
