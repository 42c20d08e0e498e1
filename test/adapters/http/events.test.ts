import { describe, expect, it } from 'vitest';
import { BOOTSTRAP, eventOf, startHttp } from '../../support/http.ts';

const one = 'application/cloudevents+json';
const batch = 'application/cloudevents-batch+json';
const lines = 'application/x-ndjson';
const bootstrap = `Bearer ${BOOTSTRAP}`;

async function start() {
  const http = await startHttp();
  const post = (
    payload: string | Buffer,
    type: string | undefined,
    { authorization = bootstrap, query = '' } = {},
  ) =>
    http.app.inject({
      method: 'POST',
      url: `/v1/events${query}`,
      payload,
      headers: { ...(type ? { 'content-type': type } : {}), ...(authorization ? { authorization } : {}) },
    });
  return { ...http, post };
}
const many = (count: number) => Array.from({ length: count }, (_, n) => eventOf(`e${n}`));
const verdictsOf = (answer: { json: () => { results: { verdict: string }[] } }) =>
  answer.json().results.map(({ verdict }) => verdict);

describe('events come in', () => {
  it.each([one, 'application/json', `${one}; charset=utf-8`])('one at a time as %s', async (type) => {
    const { post } = await start();
    const answer = await post(JSON.stringify(eventOf('a')), type);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ results: [{ source: 'test', id: 'a', verdict: 'created' }] });
  });

  it.each([batch, 'application/json'])('as a batch as %s, with a verdict for each in order', async (type) => {
    const { post } = await start();
    const events = [
      eventOf('a'),
      { specversion: '1.0' },
      eventOf('a'),
      eventOf('a', {}, { queue: 'other' }),
      7,
    ];
    const answer = await post(JSON.stringify(events), type);
    expect(verdictsOf(answer)).toEqual(['created', 'rejected', 'duplicate', 'conflict', 'rejected']);
  });

  it('line by line, where a line that cannot be read stops nothing', async () => {
    const { post } = await start();
    const deep = `{"a":${'['.repeat(16)}${']'.repeat(16)}}`;
    const long = JSON.stringify({ text: 'x'.repeat(262_144) });
    const text = [JSON.stringify(eventOf('a')), '{"cut":', deep, long, '', '\xff'].join('\r\n');
    const answer = await post(Buffer.from(`${text}\n${JSON.stringify(eventOf('b'))}`, 'latin1'), lines);
    expect(answer.statusCode).toBe(200);
    const { results } = answer.json();
    expect(results.map((result: { id: string; reason?: string }) => result.reason ?? result.id)).toEqual([
      'a',
      'line 2: is not valid JSON',
      'line 3: is nested deeper than 16 levels',
      'line 4: is longer than 262144 bytes',
      'line 6: is not valid JSON',
      'b',
    ]);
  });

  it('line by line in portions of 500', async () => {
    const { post, intake } = await start();
    const text = many(1_201)
      .map((event) => JSON.stringify(event))
      .join('\n');
    const answer = await post(text, lines);
    expect(verdictsOf(answer)).toHaveLength(1_201);
    expect(intake.portions.map(({ size }) => size)).toEqual([500, 500, 201]);
  });

  it('in an empty batch and in no lines at all', async () => {
    const { post } = await start();
    expect((await post('[]', batch)).json()).toEqual({ results: [] });
    expect((await post('\n', lines)).json()).toEqual({ results: [] });
  });

  it('and one that breaks a limit is rejected in its place with field and rule', async () => {
    const { post } = await start();
    const bad = eventOf('bad', {}, { intent: 'x'.repeat(1_025) });
    const poisoned = JSON.stringify(eventOf('p')).replace('"queue"', '"__proto__":{"x":1},"queue"');
    const text = `[${JSON.stringify(eventOf('a'))},${JSON.stringify(bad)},${poisoned},${JSON.stringify(eventOf('b'))}]`;
    expect((await post(text, batch)).json().results).toEqual([
      { source: 'test', id: 'a', verdict: 'created' },
      {
        source: 'test',
        id: 'bad',
        verdict: 'rejected',
        reason: 'data.intent: must be at most 1024 characters',
      },
      {
        source: 'test',
        id: 'p',
        verdict: 'rejected',
        reason: 'data.__proto__: is a key that is not accepted',
      },
      { source: 'test', id: 'b', verdict: 'created' },
    ]);
  });
});

describe('a body is refused whole', () => {
  const sized = (bytes: number): string => {
    const start = JSON.stringify(eventOf('a')).slice(0, -1);
    return `${start},"more":[${'1,'.repeat((bytes - start.length - 12) / 2)}11]}`.padEnd(bytes, ' ');
  };

  it.each([
    ['one event of 256 kB', sized(262_144), one, 200, undefined],
    ['one byte more', sized(262_145), one, 413, 'BODY_TOO_LARGE'],
    ['ten times as much', sized(2_621_440), one, 413, 'BODY_TOO_LARGE'],
    ['a large event as plain JSON', sized(262_145), 'application/json', 413, 'BODY_TOO_LARGE'],
    ['a batch of 1 MB', `[${sized(262_144)}]`.padEnd(1_048_576), batch, 200, undefined],
    ['a batch of one byte more', '[]'.padEnd(1_048_577), batch, 413, 'BODY_TOO_LARGE'],
    ['a batch of ten times as much', '[]'.padEnd(10_485_760), batch, 413, 'BODY_TOO_LARGE'],
    ['a batch of a hundred times as much', '[]'.padEnd(104_857_600), batch, 413, 'BODY_TOO_LARGE'],
    ['500 events', JSON.stringify(many(500)), batch, 200, undefined],
    ['501 events', JSON.stringify(many(501)), batch, 413, 'BATCH_TOO_LARGE'],
    ['5000 events', `[${'{},'.repeat(4_999)}{}]`, batch, 413, 'BATCH_TOO_LARGE'],
    ['16 levels', `${'['.repeat(16)}${']'.repeat(16)}`, batch, 200, undefined],
    ['17 levels', `${'['.repeat(17)}${']'.repeat(17)}`, batch, 400, 'BODY_TOO_DEEP'],
    ['160 levels', '['.repeat(160), batch, 400, 'BODY_TOO_DEEP'],
    ['no JSON', '{"a":', one, 400, 'BODY_NOT_JSON'],
    ['an empty body', '', one, 400, 'BODY_NOT_JSON'],
    ['an empty body without a type', '', undefined, 400, 'BODY_NOT_JSON'],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22]), one, 400, 'BODY_NOT_JSON'],
    ['a batch that is no array', '{}', batch, 400, 'BODY_NOT_JSON'],
    ['another type', '{}', 'text/plain', 415, 'MEDIA_TYPE_UNKNOWN'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415, 'MEDIA_TYPE_UNKNOWN'],
    ['another charset', '{}', `${one}; charset=latin1`, 415, 'MEDIA_TYPE_UNKNOWN'],
    ['a type with a tab', '{}', 'application/json\t; x=y', 415, 'MEDIA_TYPE_UNKNOWN'],
    ['no type', '{}', undefined, 415, 'MEDIA_TYPE_UNKNOWN'],
  ])('or not: %s', async (_, payload, type, status, code) => {
    const { post } = await start();
    const answer = await post(payload, type);
    expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
  });

  it('and 415 says what is read', async () => {
    const { post } = await start();
    const { message, reads } = (await post('{}', 'text/plain')).json().error;
    expect(message).toContain(batch);
    expect(reads).toEqual(['application/json', one, batch, lines]);
  });
});

describe('who may hand in events', () => {
  it.each([
    ['nobody without a key', '', 401, 'NOT_SIGNED_IN'],
    ['nobody with a wrong key', 'Bearer fl_aaaaaaaa_nope', 401, 'NOT_SIGNED_IN'],
    ['nobody with another scheme', `Basic ${BOOTSTRAP}`, 401, 'NOT_SIGNED_IN'],
    ['who has the bootstrap key', bootstrap, 200, undefined],
  ])('%s', async (_, authorization, status, code) => {
    const { app } = await start();
    const headers = { 'content-type': batch, ...(authorization ? { authorization } : {}) };
    const answer = await app.inject({ method: 'POST', url: '/v1/events', payload: '[]', headers });
    expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer realm="floorlight"' : undefined);
  });

  it('a key of the scope, and 403 names the scope that is missing', async () => {
    const { post, keyOf } = await start();
    const statusOf = async (key: { authorization: string }, query = '') => {
      const answer = await post('[]', batch, { authorization: key.authorization, query });
      return [answer.statusCode, answer.json().error?.scope];
    };
    expect(await statusOf(await keyOf('ingest'))).toEqual([200, undefined]);
    expect(await statusOf(await keyOf('read'))).toEqual([403, 'ingest or import']);
    expect(await statusOf(await keyOf('ingest'), '?history=true')).toEqual([403, 'import']);
    expect(await statusOf(await keyOf('import'))).toEqual([403, 'ingest']);
    expect(await statusOf(await keyOf('import'), '?history=true')).toEqual([200, undefined]);
  });

  it('nobody with a session of a browser alone', async () => {
    const { app, signIn } = await start();
    const headers = {
      'content-type': batch,
      cookie: await signIn(),
      'x-floorlight': '1',
      host: 'a',
      origin: 'http://a',
    };
    const answer = await app.inject({ method: 'POST', url: '/v1/events', payload: '[]', headers });
    expect(answer.statusCode).toBe(403);
  });

  it('a revoked key no longer than a second', async () => {
    const { post, keyOf, store, clock } = await start();
    const key = await keyOf('ingest');
    expect((await post('[]', batch, key)).statusCode).toBe(200);
    await store.remove(`key/${key.id}`);
    clock.advance(1_000);
    expect((await post('[]', batch, key)).statusCode).toBe(401);
  });
});

it('history is handed on as such', async () => {
  const { post, intake } = await start();
  await post(JSON.stringify([eventOf('a')]), batch, { query: '?history=true' });
  await post(JSON.stringify([eventOf('b')]), batch, { query: '?history=false' });
  expect(intake.portions.map(({ options }) => options)).toEqual([{ history: true }, {}]);
});

it.each(['?history=maybe', '?histroy=true', '?history=true&history=true'])('422 for %s', async (query) => {
  const { post } = await start();
  const answer = await post('[]', batch, { query });
  expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'QUERY_INVALID']);
});

it.each([one, lines])('503 with a time to come back when nothing can be promised (%s)', async (type) => {
  const { post, intake, logged } = await start();
  intake.isAway = true;
  const answer = await post(JSON.stringify(eventOf('a')), type);
  expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'LEDGER_UNAVAILABLE']);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(5);
  expect(answer.body).not.toContain('10.0.0.7');
  expect(logged.join('')).toContain('10.0.0.7');
});
