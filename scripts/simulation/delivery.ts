import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedEvent } from './event.ts';

const BATCH = 500;
const LONGEST_PAUSE_MS = 250;

/** Takes events in the order in which they are to be delivered. */
export type Delivery = (events: readonly SimulatedEvent[]) => Promise<void>;

/** Hands events over when their time has come: at once, or `speed` times as fast as they happened. */
export async function deliver(
  events: Iterable<SimulatedEvent>,
  { speed, startedAt, send }: { speed: number; startedAt: number; send: Delivery },
): Promise<number> {
  const began = performance.now();
  const simulated = () => startedAt + (performance.now() - began) * speed;
  let batch: SimulatedEvent[] = [];
  let count = 0;
  const flush = async () => {
    if (batch.length > 0) await send(batch);
    count += batch.length;
    batch = [];
  };
  for (const event of events) {
    if (Number.isFinite(speed)) {
      const at = Date.parse(event.time);
      if (at > simulated()) await flush();
      while (at > simulated()) await sleep(Math.min(LONGEST_PAUSE_MS, (at - simulated()) / speed + 1));
    }
    batch.push(event);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return count;
}

/** One event a line. Waits when the reader is slower. */
export function toLines(output: Writable): Delivery {
  return async (events) => {
    const text = `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
    if (!output.write(text)) await once(output, 'drain');
  };
}

/** Posts batches and counts the verdicts. Tries again while the server is not there or asks for patience. */
export function toServer(
  { url, key, history }: { url: string; key: string | null; history: boolean },
  verdicts: Map<string, number>,
): Delivery {
  const address = new URL(`/v1/events${history ? '?history=true' : ''}`, url);
  const headers = {
    'content-type': 'application/cloudevents-batch+json',
    ...(key !== null && { authorization: `Bearer ${key}` }),
  };
  return async (events) => {
    for (let attempt = 0; ; attempt++) {
      const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(events) }).catch(
        (cause: Error) => cause,
      );
      if (!(answer instanceof Error) && answer.ok) return count(await answer.json(), verdicts);
      const isLasting = !(answer instanceof Error) && answer.status < 500 && answer.status !== 429;
      const said = answer instanceof Error ? answer.message : `${answer.status} ${await answer.text()}`;
      if (isLasting || attempt === 20) throw new Error(`${address.href} does not take the events: ${said}`);
      await sleep(Math.min(5_000, 100 * 2 ** attempt));
    }
  };
}

function count(answer: unknown, verdicts: Map<string, number>): void {
  // The server is ours; a foreign answer without results counts nothing.
  const { results = [] } = answer as { results?: readonly { verdict: string }[] };
  for (const { verdict } of results) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
}
