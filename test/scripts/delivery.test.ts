import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliver, toLines, toServer } from '../../scripts/simulation/delivery.ts';
import { monday, week } from './simulated-week.ts';

const events = week(21, 1).slice(0, 1_200);
const asFastAsItGoes = { speed: Number.POSITIVE_INFINITY, startedAt: monday };

describe('the delivery of simulated events', () => {
  const requests: {
    url?: string | undefined;
    key?: string | undefined;
    type?: string | undefined;
    size: number;
  }[] = [];
  let refusals = 0;
  const server = createServer(async (request, response) => {
    const batch: unknown[] = JSON.parse(await text(request));
    if (refusals-- > 0) return response.writeHead(503).end('not yet');
    const { authorization, 'content-type': type } = request.headers;
    requests.push({ url: request.url, key: authorization, type, size: batch.length });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ results: batch.map(() => ({ verdict: 'created' })) }));
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('posts batches of at most 500 with the key, tries again, and counts the verdicts', async () => {
    refusals = 1;
    const verdicts = new Map<string, number>();
    const send = toServer({ url, key: 'secret', history: true }, verdicts);
    expect(await deliver(events, { ...asFastAsItGoes, send })).toBe(1_200);
    const type = 'application/cloudevents-batch+json';
    const common = { url: '/v1/events?history=true', key: 'Bearer secret', type };
    expect(requests).toEqual([500, 500, 200].map((size) => ({ ...common, size })));
    expect(verdicts).toEqual(new Map([['created', 1_200]]));
  });

  it('writes one event a line', async () => {
    const output = new PassThrough();
    const written = text(output);
    await deliver(events, { ...asFastAsItGoes, send: toLines(output) });
    output.end();
    const lines = (await written).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(events);
  });

  it('hands an event over when its time has come and not before', async () => {
    const few = events.filter(({ time }) => Date.parse(time) < monday + 60_000);
    const speed = 600;
    const began = performance.now();
    await deliver(few, {
      speed,
      startedAt: monday,
      async send(batch) {
        const simulated = monday + (performance.now() - began + 1) * speed;
        expect(Date.parse(batch.at(-1)?.time ?? '')).toBeLessThanOrEqual(simulated);
      },
    });
    const last = Date.parse(few.at(-1)?.time ?? '');
    expect(performance.now() - began).toBeGreaterThanOrEqual((last - monday) / speed);
  });
});
