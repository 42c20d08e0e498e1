import { expect, it } from 'vitest';
import { contact, erika } from '../../support/fake-desk.ts';
import { eventOf, ownPage, startHttp } from '../../support/http.ts';

it('the log holds no token, no password, no key, no body and no customer, whatever goes wrong', async () => {
  const { app, keyOf, signIn, tvToken, setupToken, intake, desk, logged } = await startHttp({
    logLevel: 'trace',
  });
  const cookie = await signIn();
  const key = await keyOf('ingest', 'read');
  const canary = 'Canary-Customer';
  const headers = { authorization: key.authorization, 'content-type': 'application/json' };
  const post = (url: string, payload: string, more = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { ...headers, ...more } });

  await app.inject(`/tv/floor?token=${tvToken}`);
  await app.inject(`/v1/nothing/${canary}?token=${tvToken}`);
  await app.inject({ url: `/setup?token=${setupToken}` });
  await post('/v1/session', JSON.stringify({ password: 'Canary-Password' }), ownPage);
  await post('/v1/setup', JSON.stringify({ token: setupToken, password: 'Canary-Password' }), ownPage);
  await post('/v1/setup', JSON.stringify({ token: setupToken, password: ['Canary-Password'] }), ownPage);
  await post('/v1/events', JSON.stringify(eventOf('a', {}, { customer: canary })));
  await post('/v1/events', `{"customer":"${canary}", oops`);
  await post(`/v1/events?token=${tvToken}`, JSON.stringify(eventOf('b', {}, { customer: canary })));
  await app.inject({ url: `/v1/customers/${canary}?token=${tvToken}`, headers });
  await app.inject({ url: `/v1/customers/${encodeURIComponent(erika.customer)}`, headers: { cookie } });
  intake.isAway = true;
  await post('/v1/events', JSON.stringify(eventOf('c', {}, { customer: canary })));
  desk.agents = async () => {
    throw new TypeError('cannot read');
  };
  expect((await app.inject({ url: '/v1/agents', headers })).statusCode).toBe(500);

  const log = logged.join('');
  expect(log).toContain('answered');
  expect(log).toContain('cannot read');
  const secrets = [tvToken, setupToken ?? '', key.text, cookie.split('=')[1] ?? ''];
  for (const secret of [...secrets, canary, 'Canary-Password', erika.customer, contact.customer ?? '']) {
    expect(log).not.toContain(secret);
  }
});

it('what fails inside is told to the log alone, under an id', async () => {
  const { app, desk, keyOf, logged } = await startHttp();
  desk.agents = async () => {
    throw new Error('the secret reason');
  };
  const { authorization } = await keyOf('read');
  const answer = await app.inject({ url: '/v1/agents', headers: { authorization } });
  const { code, id } = answer.json().error;
  expect([answer.statusCode, code]).toEqual([500, 'INTERNAL']);
  expect(answer.body).not.toContain('secret reason');
  expect(logged.find((line) => line.includes(id))).toContain('the secret reason');
});
