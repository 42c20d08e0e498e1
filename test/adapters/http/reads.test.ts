import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import * as shapes from '../../../server/adapters/http/answers/shapes.ts';
import { MIDNIGHT, NOON } from '../../support/fake-desk.ts';
import { BOOTSTRAP, startHttp } from '../../support/http.ts';

const authorization = `Bearer ${BOOTSTRAP}`;
const iso = (at: number): string => new Date(at).toISOString();
async function start() {
  const http = await startHttp();
  const get = (url: string) => http.app.inject({ url, headers: { authorization } });
  return { ...http, get };
}

describe('answers', () => {
  it.each<[string, z.ZodObject]>([
    ['/v1/live', shapes.Live],
    ['/v1/metrics', shapes.Metrics],
    ['/v1/metrics?groupBy=queue&metrics=offered', shapes.Metrics],
    ['/v1/metrics/catalogue', shapes.Catalogue],
    ['/v1/contacts', shapes.Contacts],
    ['/v1/contacts/1700000000.1', shapes.OneContact],
    ['/v1/agents', shapes.Agents],
    ['/v1/agents/ana', shapes.Agent],
    ['/v1/customers', shapes.Customers],
    [`/v1/customers/${encodeURIComponent('Erika Mustermann')}`, shapes.OneCustomer],
    ['/v1/sources', shapes.Sources],
  ])('of %s are as documented, and nothing more', async (url, shape) => {
    const { get } = await start();
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(shape.strict().parse(answer.json())).toEqual(answer.json());
    // No time leaves as milliseconds since 1970.
    expect(answer.body).not.toMatch(/[^\d.]1[67]\d{11}[^\d]/);
  });

  it('have times of RFC 3339, durations in ms, money as text', async () => {
    const { get } = await start();
    const live = (await get('/v1/live')).json();
    expect([live.at, live.dayStartedAt, live.queues[1].oldestOfferedAt]).toEqual([
      iso(NOON),
      iso(MIDNIGHT),
      null,
    ]);
    expect(live.total.figures.aov).toMatchObject({ value: '15.03', numerator: '30.05', currency: 'EUR' });
    expect(live.sources[0]).toMatchObject({ ageMs: 5_000, lastEventAt: iso(NOON - 5_000) });
    const { contact, events } = (await get('/v1/contacts/1700000000.1')).json();
    expect(contact.segments[0]).toMatchObject({ waitMs: 10_000, offeredAt: iso(NOON - 90_000) });
    expect(events[0]).toMatchObject({ time: iso(NOON - 90_000) });
    const { rows } = (await get('/v1/customers')).json();
    expect(rows[0].valueAtRisk).toEqual({ amount: '235.20', currency: 'EUR' });
  });

  it('of the catalogue tell the definitions and targets in force', async () => {
    const { get } = await start();
    const { definitions, metrics } = (await get('/v1/metrics/catalogue')).json();
    expect(definitions).toEqual({
      serviceLevelMs: 20_000,
      shortAbandonMs: 5_000,
      firstResponseMs: 14_400_000,
      queues: { sales: { serviceLevelMs: 30_000, shortAbandonMs: 5_000, firstResponseMs: 14_400_000 } },
    });
    const target = metrics.find(({ id }: { id: string }) => id === 'serviceLevel').target;
    expect(target).toBe(0.9);
    expect(metrics.at(-1)).toMatchObject({ id: 'selfService', follows: 'defined by this site' });
  });

  it.each(['/v1/contacts/none', '/v1/agents/none', '/v1/customers/none', '/v1/none', '/v1'])(
    'are 404 in JSON for %s',
    async (url) => {
      const { get } = await start();
      const answer = await get(url);
      expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'NOT_FOUND']);
    },
  );
});

describe('a question', () => {
  it('is handed to the desk as it was meant', async () => {
    const { get, desk } = await start();
    await get('/v1/metrics?metrics=aht,offered&groupBy=queue,channel&queue=a%20b&site=north&interval=PT15M');
    await get('/v1/metrics?from=2026-11-20T00:00:00%2B01:00&to=2026-11-21T00:00:00Z');
    await get('/v1/contacts?metric=abandoned&queue=sales&limit=10&cursor=abc');
    expect(desk.asked[0]).toEqual({
      site: 'north',
      metrics: ['aht', 'offered'],
      groupBy: ['queue', 'channel'],
      from: MIDNIGHT,
      to: NOON,
      interval: 'PT15M',
      where: { queue: 'a b' },
      preset: 'cisco-negative',
    });
    expect(desk.asked[1]).toMatchObject({
      from: MIDNIGHT - 25 * 3_600_000,
      to: MIDNIGHT,
      groupBy: [],
      where: {},
    });
    expect(desk.asked[2]).toEqual({
      site: 'main',
      metric: 'abandoned',
      where: { queue: 'sales' },
      from: MIDNIGHT,
      to: NOON,
      limit: 10,
      cursor: 'abc',
    });
  });

  const day = (n: number) => iso(MIDNIGHT + n * 86_400_000);
  it.each([
    ['/v1/metrics?metrics=aht,happiness', 'metrics', '"happiness" is no metric'],
    ['/v1/metrics?metrics=aht,aht', 'metrics', 'must not name anything twice'],
    ['/v1/metrics?metrics=aht&metrics=asa', 'metrics', 'must be given once'],
    [
      '/v1/metrics?groupBy=mood',
      'groupBy',
      '"mood" is no dimension; they are queue, channel, agent, team, direction',
    ],
    ['/v1/metrics?interval=PT1M', 'interval', 'must be one of PT5M, PT15M, PT30M, PT1H, P1D'],
    ['/v1/metrics?preset=nobody', 'preset', 'must be one that is known: cisco-negative'],
    ['/v1/metrics?from=yesterday', 'from', 'must be a date and time of RFC 3339'],
    ['/v1/metrics?from=2026-11-21T09:30:00', 'from', 'must be a date and time of RFC 3339'],
    [`/v1/metrics?from=${day(1)}&to=${day(1)}`, 'from', 'must be before to'],
    [`/v1/metrics?to=${day(-1)}`, 'from', 'must be before to'],
    [`/v1/metrics?from=${day(-801)}&to=${day(0)}`, 'from', 'must be at most 800 days before to'],
    [`/v1/metrics?from=${day(-35)}&to=${day(0)}&interval=PT5M`, 'interval', 'at most 10000 intervals'],
    ['/v1/metrics?form=2026-11-21T09:30:00Z', 'form', 'is not a parameter of this call'],
    ['/v1/metrics?queue=', 'queue', 'must not be empty'],
    ['/v1/live?site=../x', 'site', 'must be 1-32 of a-z 0-9 -'],
    ['/v1/contacts?metric=happiness', 'metric', 'must be a metric of /v1/metrics/catalogue'],
    ['/v1/contacts?limit=0', 'limit', 'must be 1 to 200'],
    ['/v1/contacts?limit=201', 'limit', 'must be 1 to 200'],
    ['/v1/contacts?limit=ten', 'limit', 'must be a whole number'],
    ['/v1/customers?sort=name', 'sort', 'must be valueAtRisk'],
  ])('that does not fit is refused by name and rule: %s', async (url, parameter, rule) => {
    const { get } = await start();
    const answer = await get(url);
    expect([answer.statusCode, answer.json().error]).toEqual([
      422,
      expect.objectContaining({ code: 'QUERY_INVALID', parameter, rule: expect.stringContaining(rule) }),
    ]);
  });

  it.each([
    `/v1/metrics?from=${day(-800)}&to=${day(0)}&interval=P1D`,
    `/v1/metrics?from=${iso(MIDNIGHT - 10_000 * 300_000)}&to=${day(0)}&interval=PT5M`,
    '/v1/contacts?limit=200',
  ])('at the limit is answered: %s', async (url) => {
    const { get } = await start();
    expect((await get(url)).statusCode).toBe(200);
  });
});

describe('health', () => {
  it('is told to everybody, the reasons to those who may read', async () => {
    const { app, get, readiness } = await start();
    readiness.now = { ready: false, reasons: ['The ledger does not answer.'] };
    const [open, known] = [await app.inject('/readyz'), await get('/readyz')];
    expect([open.statusCode, open.json()]).toEqual([503, { ready: false }]);
    expect([known.statusCode, known.json()]).toEqual([
      503,
      { ready: false, reasons: ['The ledger does not answer.'], notice: null },
    ]);
    readiness.now = { ready: true, reasons: [] };
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  });

  it('is told to Prometheus', async () => {
    const { app, get } = await start();
    const headers = { authorization, 'content-type': 'application/json' };
    await app.inject({ method: 'POST', url: '/v1/events', payload: '[{},{}]', headers });
    const { body, headers: answered } = await get('/metrics');
    expect(answered['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('# TYPE floorlight_events_total counter');
    expect(body).toContain('floorlight_events_total{verdict="rejected"} 2\n');
    expect(body).toContain('floorlight_sockets 7\n');
    expect(body).toContain('floorlight_ready 1\n');
    expect((await app.inject('/metrics')).statusCode).toBe(401);
  });
});
