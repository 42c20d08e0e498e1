import { describe, expect, it } from 'vitest';
import { Staffing } from '../../../server/adapters/http/answers/staffing.ts';
import { BOOTSTRAP, startHttp } from '../../support/http.ts';

const authorization = `Bearer ${BOOTSTRAP}`;
async function start() {
  const http = await startHttp();
  const get = (url: string) => http.app.inject({ url, headers: { authorization } });
  return { ...http, get };
}

describe('staffing', () => {
  it('is answered as documented, and nothing more', async () => {
    const { get } = await start();
    const answer = await get('/v1/staffing');
    expect(answer.statusCode).toBe(200);
    expect(Staffing.strict().parse(answer.json())).toEqual(answer.json());
    const { interval, queues } = answer.json();
    expect(interval).toEqual({ startedAt: '2026-11-21T12:00:00.000Z', endsAt: '2026-11-21T12:15:00.000Z' });
    expect(queues[0]).toMatchObject({
      queue: 'sales',
      patience: { meanMs: 120_000, abandoned: 20, note: 'few' },
      atEnd: { asIs: 0.8, withMore: 0.85 },
    });
  });

  it('is asked of the desk for one more agent, or as many as the question says', async () => {
    const { get, desk } = await start();
    await get('/v1/staffing');
    await get('/v1/staffing?queue=a%20b&more=-2&site=north');
    expect(desk.asked).toEqual([
      { site: 'main', more: 1 },
      { site: 'north', more: -2, queue: 'a b' },
    ]);
  });

  it.each([
    ['/v1/staffing?more=1.5', 'more', 'must be a whole number'],
    ['/v1/staffing?more=many', 'more', 'must be a whole number'],
    ['/v1/staffing?more=1001', 'more', 'must be -1000 to 1000'],
    ['/v1/staffing?queue=', 'queue', 'must not be empty'],
    ['/v1/staffing?agents=3', 'agents', 'is not a parameter of this call'],
  ])('refuses %s by name and rule', async (url, parameter, rule) => {
    const { get } = await start();
    const answer = await get(url);
    expect([answer.statusCode, answer.json().error]).toEqual([
      422,
      expect.objectContaining({ code: 'QUERY_INVALID', parameter, rule: expect.stringContaining(rule) }),
    ]);
  });
});
