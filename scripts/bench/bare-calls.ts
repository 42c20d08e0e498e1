import { createClient, defineScript } from 'redis';
import { privateRedis } from '../../test/support/redis.ts';
import type { Bench } from './bench.ts';

/** The least that taking an event in can be: known or not, two sums, the event itself. */
const script = defineScript({
  SCRIPT: `
    if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', 604800) then return 0 end
    redis.call('HINCRBY', KEYS[2], ARGV[1], 1)
    redis.call('HINCRBY', KEYS[2], ARGV[2], ARGV[3])
    redis.call('XADD', KEYS[3], '*', 'e', ARGV[4])
    return 1`,
  NUMBER_OF_KEYS: 3,
  parseCommand(parser, id: string, text: string) {
    parser.push(`id:${id}`, 'sums', 'stream', 'offered', 'waitedMs', '20000', text);
  },
  transformReply: (reply: number) => reply,
});

/** How many of the script's calls a second a Redis of its own takes, sent in pipelines by one client. */
export async function bareCalls(
  bench: Bench,
  calls: number,
  pipeline: number,
  inFlight: number,
): Promise<number> {
  bench.say('bare script calls');
  const redis = await privateRedis();
  bench.defer(redis.stop);
  const client = createClient({ socket: { path: redis.socket, tls: false }, RESP: 2, scripts: { script } });
  await client.connect();
  bench.defer(() => client.destroy());
  const text = JSON.stringify({ site: 'main', type: 'contact.offered', text: 'x'.repeat(200) });
  const callsFrom = (from: number) =>
    Promise.all(Array.from({ length: pipeline }, (_, nth) => client.script(`${from + nth}`, text)));
  await callsFrom(-pipeline);
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (; next < calls; ) {
        const from = next;
        next += pipeline;
        await callsFrom(from);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  client.destroy();
  await redis.stop();
  return calls / seconds;
}
