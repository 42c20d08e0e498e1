import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../server/adapters/access/tries.ts';
import { HOST, ownPage, PASSWORD, startHttp } from '../../support/http.ts';

async function start(publicUrl?: string) {
  const http = await startHttp(publicUrl ? { publicUrl } : {});
  const post = (url: string, payload: object, headers: Record<string, string> = ownPage) =>
    http.app.inject({ method: 'POST', url, payload, headers });
  return { ...http, post };
}

describe('the link of the first start', () => {
  it('sets the password once and signs in', async () => {
    const { app, post, setupToken } = await start();
    const first = await post('/v1/setup', { token: setupToken, password: PASSWORD });
    expect([first.statusCode, first.body]).toEqual([204, '']);
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^floorlight=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    expect((await app.inject({ url: '/v1/live', headers: { cookie } })).statusCode).toBe(200);

    const again = await post('/v1/setup', { token: setupToken, password: 'another long password' });
    expect([again.statusCode, again.json().error.code]).toEqual([401, 'NOT_SIGNED_IN']);
    expect((await post('/v1/session', { password: PASSWORD })).statusCode).toBe(204);
  });

  it('works for only one of two who use it at the same moment', async () => {
    const { post, setupToken } = await start();
    const answers = await Promise.all(
      ['the password of one', 'the password of two'].map((password) =>
        post('/v1/setup', { token: setupToken, password }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 401]);
  });

  it('runs out after a day', async () => {
    const { post, setupToken, clock } = await start();
    clock.advance(86_400_000);
    expect((await post('/v1/setup', { token: setupToken, password: PASSWORD })).statusCode).toBe(401);
  });

  it.each([
    ['a short password', { password: 'elevenchars' }, 'password', 'must have at least 12 characters'],
    ['a long password', { password: 'x'.repeat(201) }, 'password', 'must have at most 200 characters'],
    ['something else', { password: PASSWORD, role: 'admin' }, 'role', 'is not a parameter of this call'],
  ])('is not used up by %s', async (_, body, parameter, rule) => {
    const { post, setupToken } = await start();
    const answer = await post('/v1/setup', { token: setupToken, ...body });
    expect([answer.statusCode, answer.json().error]).toEqual([
      422,
      { code: 'QUERY_INVALID', message: `${parameter}: ${rule}`, parameter, rule },
    ]);
    expect((await post('/v1/setup', { token: setupToken, password: PASSWORD })).statusCode).toBe(204);
  });
});

describe('signing in', () => {
  it('needs the password, and says when none is set yet', async () => {
    const { post, signIn } = await start();
    expect((await post('/v1/session', { password: PASSWORD })).json().error.message).toContain(
      'No password is set',
    );
    await signIn();
    const wrong = await post('/v1/session', { password: 'not the password' });
    expect([wrong.statusCode, wrong.headers['set-cookie']]).toEqual([401, undefined]);
  });

  it('may be tried ten times in five minutes, and the eleventh is told when', async () => {
    const { post, signIn, clock } = await start();
    await signIn();
    for (let n = 0; n < 10; n++)
      expect((await post('/v1/session', { password: `wrong ${n}` })).statusCode).toBe(401);
    const eleventh = await post('/v1/session', { password: PASSWORD });
    expect([eleventh.statusCode, eleventh.headers['retry-after']]).toEqual([429, '300']);
    clock.advance(300_000);
    expect((await post('/v1/session', { password: PASSWORD })).statusCode).toBe(204);
  });

  it('counts a whole network of IPv6 as one address', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::1'));
    expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
    expect(networkOf('::ffff:10.0.0.1')).toBe(networkOf('10.0.0.1'));
  });

  it('over https binds the cookie to host and TLS', async () => {
    const { post, setupToken } = await start('https://wall.example');
    const headers = { ...ownPage, origin: 'https://wall.example' };
    const answer = await post('/v1/setup', { token: setupToken, password: PASSWORD }, headers);
    expect(answer.headers['set-cookie']).toMatch(/^__Host-floorlight=[\w-]{43}; Path=\/; .*; Secure$/);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('a session', () => {
  it('ends when it is signed out', async () => {
    const { app, signIn } = await start();
    const cookie = await signIn();
    const out = await app.inject({ method: 'DELETE', url: '/v1/session', headers: { ...ownPage, cookie } });
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await app.inject({ url: '/v1/live', headers: { cookie } })).statusCode).toBe(401);
  });

  it('lasts twelve hours from when it was last used', async () => {
    const { app, signIn, clock } = await start();
    const cookie = await signIn();
    const status = async () => (await app.inject({ url: '/v1/live', headers: { cookie } })).statusCode;
    for (let n = 0; n < 3; n++) {
      clock.advance(11 * 3_600_000);
      expect(await status()).toBe(200);
    }
    clock.advance(12 * 3_600_000);
    expect(await status()).toBe(401);
  });

  it('is not in the store', async () => {
    const { signIn, store } = await start();
    const secret = (await signIn()).split('=')[1] ?? '';
    const names = await store.names('');
    const kept = await Promise.all(names.map(async (name) => `${name} ${await store.get(name)}`));
    expect(kept.join('\n')).toContain('session/');
    expect(kept.join('\n')).not.toContain(secret);
  });

  it.each([
    ['without the header', { host: HOST, origin: `http://${HOST}` }],
    ['without an origin', { host: HOST, 'x-floorlight': '1' }],
    ['from another origin', { ...ownPage, origin: 'http://evil.test' }],
    ['from another port', { ...ownPage, origin: `http://${HOST}:81` }],
    ['from an opaque origin', { ...ownPage, origin: 'null' }],
  ])('changes nothing %s', async (_, headers) => {
    const { app, signIn } = await start();
    const cookie = await signIn();
    const answer = await app.inject({
      method: 'DELETE',
      url: '/v1/session',
      headers: { ...headers, cookie },
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'NOT_ALLOWED']);
    expect((await app.inject({ url: '/v1/live', headers: { cookie } })).statusCode).toBe(200);
  });
});

it('another site cannot sign anybody in', async () => {
  const { post, signIn } = await start();
  await signIn();
  const answer = await post(
    '/v1/session',
    { password: PASSWORD },
    { host: HOST, origin: 'http://evil.test' },
  );
  expect(answer.statusCode).toBe(403);
});

describe('the TV board', () => {
  it('opens by its token, and afterwards by a cookie that opens nothing else', async () => {
    const { app, tvToken } = await start();
    const first = await app.inject(`/tv/floor?token=${tvToken}`);
    expect([first.statusCode, first.headers['referrer-policy']]).toEqual([200, 'no-referrer']);
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toMatch(/^floorlight-tv=[\w-]{43}; Path=\/; HttpOnly/);
    expect(cookie).not.toContain(tvToken);
    const status = async (url: string) => (await app.inject({ url, headers: { cookie } })).statusCode;
    expect(await status('/tv/floor')).toBe(200);
    expect(await status('/v1/live')).toBe(403);
    expect(await status('/v1/customers')).toBe(403);
    expect(await status('/v1/tv-link')).toBe(403);
    expect(await status('/retention')).toBe(403);
  });

  it('stays closed to a wrong token, and the token does not open other pages', async () => {
    const { app, tvToken } = await start();
    const wrong = await app.inject('/tv/floor?token=wrong');
    expect([wrong.statusCode, wrong.headers.location]).toEqual([303, '/sign-in?next=%2Ftv%2Ffloor']);
    expect((await app.inject(`/retention?token=${tvToken}`)).statusCode).toBe(303);
    expect((await app.inject(`/v1/live?token=${tvToken}`)).statusCode).toBe(401);
  });

  it('is linked for who is signed in', async () => {
    const { app, signIn, tvToken } = await start();
    const answer = await app.inject({
      url: '/v1/tv-link',
      headers: { cookie: await signIn(), host: 'wall.lan:8080' },
    });
    expect(answer.json()).toEqual({ url: `http://wall.lan:8080/tv/floor?token=${tvToken}` });
  });
});

it('a store that does not answer closes the doors with 503', async () => {
  const { app, store } = await start();
  store.get = async () => {
    throw new Error('connect ECONNREFUSED');
  };
  const answer = await app.inject({ url: '/v1/live', headers: { cookie: 'floorlight=x' } });
  expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'LEDGER_UNAVAILABLE']);
});
