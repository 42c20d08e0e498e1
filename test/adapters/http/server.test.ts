import { Agent, type IncomingMessage, request } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FloorlightError } from '#domain/errors.ts';
import { times } from '../../../server/adapters/http/body/sizes.ts';
import type { Result } from '../../../server/ports/intake.ts';
import { BOOTSTRAP, eventOf, startHttp } from '../../support/http.ts';

/** What only a real connection shows. */
async function listen() {
  const http = await startHttp({ logLevel: 'silent' });
  await http.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = http.app.server.address() as { port: number };
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const open = (type: string, headers = {}) => {
    const sent = request({
      port,
      agent,
      method: 'POST',
      path: '/v1/events',
      headers: { authorization: `Bearer ${BOOTSTRAP}`, 'content-type': type, ...headers },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve).once('error', reject);
    });
    return { sent, answered };
  };
  return { ...http, port, open };
}
const batch = 'application/cloudevents-batch+json';
const lines = 'application/x-ndjson';

describe('over a real connection', () => {
  it.each([1_048_577, 10_485_760])(
    'a sender of %i bytes gets its 413 and is not just cut off',
    async (bytes) => {
      const { open } = await listen();
      for (const headers of [{ 'content-length': bytes }, { 'transfer-encoding': 'chunked' }]) {
        const { sent, answered } = open(batch, headers);
        sent.end(Buffer.alloc(bytes, ' '));
        const answer = await answered;
        expect([answer.statusCode, JSON.parse(await text(answer)).error.code]).toEqual([
          413,
          'BODY_TOO_LARGE',
        ]);
      }
    },
  );

  it('headers of more than 16 kB are refused', async () => {
    const { port } = await listen();
    const statusOf = async (length: number) =>
      (await fetch(`http://127.0.0.1:${port}/livez`, { headers: { 'x-long': 'x'.repeat(length) } })).status;
    expect(await statusOf(15_000)).toBe(200);
    expect(await statusOf(16_385)).toBe(431);
    expect(await statusOf(160_000).catch(() => 431)).toBe(431);
  });

  it('an answer to very many lines flows while they still come, and is whole', async () => {
    const { open, intake } = await listen();
    const sizes = new Set<number>();
    intake.take = async (inputs) => {
      sizes.add(inputs.length);
      return inputs.map(quickly);
    };
    const count = 120_000;
    async function* source() {
      for (let n = 0; n < count; n += 1_000) {
        const some = Array.from({ length: 1_000 }, (_, m) => `{"id":"${n + m}"}\n`);
        yield some.join('');
      }
    }
    const { sent, answered } = open(lines);
    const [answer] = await Promise.all([answered.then(readJson), pipeline(source(), sent)]);
    expect(answer.results).toHaveLength(count);
    expect(sizes).toEqual(new Set([500]));
  });

  it('a ledger that goes away after the answer began is told behind the results that are true', async () => {
    const { open, intake } = await listen();
    const line = `${JSON.stringify(eventOf('a'))}\n`;
    const { sent, answered } = open(lines);
    let taken = 0;
    intake.take = async (inputs) => {
      taken += inputs.length;
      if (taken > 90_000) throw new FloorlightError('LEDGER_UNAVAILABLE');
      return inputs.map(quickly);
    };
    for (let n = 0; n < 100; n++) sent.write(line.repeat(1_000));
    sent.end();
    const { results, error } = await readJson(await answered);
    expect(results).toHaveLength(90_000);
    expect(error.code).toBe('LEDGER_UNAVAILABLE');
    // The rest was taken in and dropped, so the connection is good for the next request.
    await vi.waitFor(() => expect(sent.writableFinished).toBe(true));
  });

  it('a body that does not arrive in time is given up', async () => {
    const { open } = await listen();
    const { sent, answered } = open(batch, { 'content-length': 100 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    sent.write('[');
    await vi.waitUntil(() => vi.getTimerCount() > 0 || undefined, { timeout: 5_000 });
    vi.advanceTimersByTime(times.body);
    const answer = await answered;
    expect([answer.statusCode, (await readJson(answer)).error.message]).toEqual([
      400,
      'The body did not arrive within 10 s.',
    ]);
    sent.destroy();
  });

  it('a sender that goes away in the middle harms nobody', async () => {
    const { open, port } = await listen();
    for (const type of [batch, lines]) {
      const { sent, answered } = open(type, { 'content-length': 1_000 });
      sent.write(`${JSON.stringify(eventOf('a'))}\n{"half`);
      setImmediate(() => sent.destroy());
      await expect(answered).rejects.toThrow();
    }
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
  });
});

/** A verdict as long as one usually is, for tests that are about many. */
const quickly = (_: unknown, n: number): Result => ({
  source: 'asterisk/pbx1-in-the-cellar',
  id: `1700000000.${n}-of-a-long-day`,
  verdict: 'created',
});

async function readJson(answer: Readable) {
  return JSON.parse(await text(answer));
}
