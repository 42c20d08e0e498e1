import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BOOTSTRAP, eventOf, startHttp } from '../../support/http.ts';
import { holds } from '../../support/seeds.ts';

const types = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/x-ndjson',
  'text/plain',
  'application/json; charset=utf-16',
  '',
];
const awkward = fc.constantFrom<unknown>(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  '\u0000',
  '\ud800',
);
const key = fc.oneof(
  fc.string(),
  awkward.map(String),
  fc.constantFrom('id', 'source', 'type', 'time', 'data'),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(fc.jsonValue(), fc.constantFrom(1e308, -0, 2 ** 53), tie('object'), tie('list')),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
  list: fc.array(tie('value'), { maxLength: 4 }),
})).value;
/** A valid event of which one part was replaced by anything. */
const almost = fc
  .tuple(fc.constantFrom('id', 'source', 'type', 'time', 'data', 'specversion', 'sequence'), anything)
  .map(([part, value]) => eventOf('e', { [part]: value }));
const json = fc
  .oneof(anything, almost, fc.array(fc.oneof(almost, anything), { maxLength: 6 }))
  .map((value) => JSON.stringify(value) ?? 'null');
const text = fc.oneof(
  json,
  fc.tuple(json, fc.nat({ max: 60 })).map(([whole, cut]) => whole.slice(0, -cut - 1)),
  fc.array(json, { maxLength: 5 }).map((lines) => lines.join('\n')),
  fc.string({ unit: 'binary' }),
);
const bytes = fc.oneof(
  text.map((whole) => Buffer.from(whole)),
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
);

it('no body makes the server fail', async () => {
  const { app } = await startHttp({ logLevel: 'silent' });
  const property = fc.asyncProperty(fc.constantFrom(...types), bytes, async (type, payload) => {
    const headers = { authorization: `Bearer ${BOOTSTRAP}`, ...(type ? { 'content-type': type } : {}) };
    const answer = await app.inject({ method: 'POST', url: '/v1/events', payload, headers });
    expect(answer.statusCode).toBeLessThan(500);
    const body = answer.json();
    if (answer.statusCode === 200) expect(Array.isArray(body.results)).toBe(true);
    else expect(typeof body.error.code).toBe('string');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
  await holds('bodies', property, 400);
});

it('no query makes the server fail', async () => {
  const { app } = await startHttp({ logLevel: 'silent' });
  const paths = [
    'live',
    'metrics',
    'metrics/catalogue',
    'contacts',
    'agents',
    'customers',
    'sources',
    'customers/x',
  ];
  const names = [
    'site',
    'metrics',
    'groupBy',
    'from',
    'to',
    'interval',
    'limit',
    'cursor',
    'queue',
    '__proto__',
  ];
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2026-11-21T00:00:00Z', '1e309', '-1', 'aht'),
  );
  const queries = fc.array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 4 });
  const property = fc.asyncProperty(fc.constantFrom(...paths), queries, async (path, pairs) => {
    const query = new URLSearchParams(pairs).toString();
    const headers = { authorization: `Bearer ${BOOTSTRAP}` };
    const { statusCode } = await app.inject({ url: `/v1/${path}?${query}`, headers });
    expect(statusCode).toBeLessThan(500);
  });
  await holds('queries', property, 300);
});
