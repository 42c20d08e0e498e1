import { bareCalls } from './bare-calls.ts';
import type { Bench } from './bench.ts';
import { batchesOf, lifeUntil } from './life.ts';
import { quantileOf, type Row } from './row.ts';
import { BATCH, createdIn, createSender, ONE, sendAll } from './sender.ts';
import { startServer } from './server.ts';

const CONNECTIONS = 5;
const BATCH_SIZE = 100;
/** Sent first and not measured: a server that just started has compiled nothing yet. */
const WARM = 10_000;
const MEASURED = 60_000;
const SINGLES = 2_000;

/** How many events a second come in, beside the same number of bare script calls. */
export async function benchIngest(bench: Bench): Promise<Row[]> {
  const bare = await bareCalls(bench, MEASURED, BATCH_SIZE, CONNECTIONS);
  const fast = await measure(bench, 'fast');
  const durable = await measure(bench, 'durable');
  return [
    {
      what: `ingest, batches of ${BATCH_SIZE}, fast`,
      value: fast.rate,
      unit: 'events/s',
      aim: { atLeast: 10_000 },
      ratio: fast.rate / bare,
      baseline: 'bare pipelined EVALSHA',
    },
    { what: '  a request, p50', value: fast.p50, unit: 'ms' },
    { what: '  a request, p99', value: fast.p99, unit: 'ms' },
    { what: '  bare pipelined EVALSHA', value: bare, unit: 'events/s' },
    {
      what: `ingest, batches of ${BATCH_SIZE}, durable`,
      value: durable.rate,
      unit: 'events/s',
      ratio: durable.rate / fast.rate,
      baseline: 'fast',
    },
    { what: '  a request, p99', value: durable.p99, unit: 'ms' },
    {
      what: 'ingest, one event a request, fast',
      value: fast.singles,
      unit: 'events/s',
      ratio: fast.singles / fast.rate,
      baseline: `batches of ${BATCH_SIZE}`,
    },
    { what: '  a request, p99', value: fast.singlesP99, unit: 'ms' },
  ];
}

async function measure(bench: Bench, durability: 'fast' | 'durable') {
  bench.say(`ingest, ${durability}`);
  const life = lifeUntil(Date.now(), 6, 1);
  const server = await startServer(bench, { durability });
  const sender = createSender(server.url, CONNECTIONS);
  bench.defer(sender.close);
  const through = async (from: number, to: number, size: number) => {
    const bodies = size === 1 ? life.slice(from, to).map(bodyOf) : batchesOf(life.slice(from, to), size);
    const type = size === 1 ? ONE : BATCH;
    const { seconds, sent } = await sendAll(sender, bodies, { type, connections: CONNECTIONS });
    const created = createdIn(sent);
    if (created !== to - from) throw new Error(`sent ${to - from} new events, ${created} were taken as such`);
    return { rate: created / seconds, times: sent.map(({ ms }) => ms) };
  };
  await through(0, WARM, BATCH_SIZE);
  const batches = await through(WARM, WARM + MEASURED, BATCH_SIZE);
  const singles = await through(WARM + MEASURED, WARM + MEASURED + SINGLES, 1);
  sender.close();
  await server.stop();
  return {
    rate: batches.rate,
    p50: quantileOf(batches.times, 0.5),
    p99: quantileOf(batches.times, 0.99),
    singles: singles.rate,
    singlesP99: quantileOf(singles.times, 0.99),
  };
}

const bodyOf = (event: unknown): Buffer => Buffer.from(JSON.stringify(event));
