import type { Browser } from 'playwright-core';
import { barePush } from './bare-push.ts';
import type { Bench } from './bench.ts';
import { openBrowser, openPage } from './browser.ts';
import { letFlow, openViewers } from './crowd.ts';
import { type Latency, latencyOf, PROBE_QUEUE, probe, probeEvents } from './probe.ts';
import type { Row } from './row.ts';
import { createSender, ONE } from './sender.ts';
import { startServer } from './server.ts';
import { watch } from './watch.ts';

const SAMPLES = 200;
const VIEWERS = 100;
const RATE = 200;
const element = `[data-queue="${PROBE_QUEUE}"]`;

/** From the start of an event's request to the number painted in a browser. */
export async function benchPush(bench: Bench): Promise<Row[]> {
  const browser = await openBrowser(bench);
  const bare = await barePush(bench, browser);
  const { quiet, busy } = await onWall(bench, browser);
  return [
    ...rowsOf('event to pixel, quiet board', quiet, bare, { p50: 12, p99: 35 }),
    ...rowsOf(`event to pixel, ${RATE} events/s, ${VIEWERS} further walls`, busy, bare, { p50: 35, p99: 90 }),
    { what: 'a bare page on a bare socket, p50', value: bare.framed.p50, unit: 'ms' },
    { what: '  p99', value: bare.framed.p99, unit: 'ms' },
  ];
}

async function onWall(bench: Bench, browser: Browser): Promise<{ quiet: Latency; busy: Latency }> {
  const server = await startServer(bench, { durability: 'durable' });
  const single = createSender(server.url, 1);
  const many = createSender(server.url, 16);
  bench.defer(single.close);
  bench.defer(many.close);
  const post = (body: Buffer) => single.post(body, ONE);
  // The queue is on the wall from its first event on, and everything has run once.
  for (const { body } of probeEvents(-1)) await post(body);
  const wall = await openPage(browser);
  await wall.goto(server.tvUrl);
  const read = await watch(wall, element);
  await probe(20, post, (nth) => probeEvents(1_000 + nth));

  bench.say('event to pixel, quiet');
  const quiet = latencyOf(await probe(SAMPLES, post), await read());
  bench.say('event to pixel, busy');
  await openViewers(bench, server.url, VIEWERS);
  const stop = await letFlow(many, RATE);
  await probe(10, post, (nth) => probeEvents(2_000 + nth));
  const busy = latencyOf(await probe(SAMPLES, post, (nth) => probeEvents(3_000 + nth)), await read());
  await stop();
  return { quiet, busy };
}

function rowsOf(what: string, latency: Latency, bare: Latency, aims: { p50: number; p99: number }): Row[] {
  const { changed, framed, painted, missed } = latency;
  const baseline = 'a bare page on a bare socket';
  const aimed = (['p50', 'p99'] as const).map((share) => ({
    what: share === 'p50' ? `${what}, p50` : '  p99',
    value: framed[share],
    unit: 'ms',
    aim: { atMost: aims[share] },
    ratio: framed[share] / bare.framed[share],
    baseline,
  }));
  return [
    ...aimed,
    { what: '  already in the document, p50', value: changed.p50, unit: 'ms' },
    { what: '  already in the document, p99', value: changed.p99, unit: 'ms' },
    { what: '  frame painted to its end, p50', value: painted.p50, unit: 'ms' },
    { what: '  frame painted to its end, p99', value: painted.p99, unit: 'ms' },
    { what: '  never seen', value: missed, unit: `of ${SAMPLES}`, aim: { atMost: 0 } },
  ];
}
