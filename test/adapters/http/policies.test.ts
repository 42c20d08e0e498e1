import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { addPolicies } from '../../../server/adapters/http/plugins/policies.ts';
import { BOOTSTRAP, ownPage, startHttp } from '../../support/http.ts';

/** Every route and who may come in: [address, nobody, TV, key of scope ingest, key of scope read, signed in]. */
const table = [
  ['GET /', 303, 403, 403, 403, 200],
  ['GET /me', 303, 403, 403, 403, 200],
  ['GET /retention', 303, 403, 403, 403, 200],
  ['GET /tv/floor', 303, 200, 403, 200, 200],
  ['GET /sign-in', 200, 200, 200, 200, 200],
  ['GET /setup', 200, 200, 200, 200, 200],
  ['GET /assets/*', 404, 404, 404, 404, 404],
  ['GET /livez', 200, 200, 200, 200, 200],
  ['GET /readyz', 200, 200, 200, 200, 200],
  ['GET /metrics', 401, 403, 403, 200, 200],
  ['GET /v1/live', 401, 403, 403, 200, 200],
  ['GET /v1/sources', 401, 403, 403, 200, 200],
  ['GET /v1/metrics', 401, 403, 403, 200, 200],
  ['GET /v1/metrics/catalogue', 401, 403, 403, 200, 200],
  ['GET /v1/contacts', 401, 403, 403, 200, 200],
  ['GET /v1/contacts/:id', 401, 403, 403, 404, 404],
  ['GET /v1/agents', 401, 403, 403, 200, 200],
  ['GET /v1/agents/:id', 401, 403, 403, 404, 404],
  ['GET /v1/customers', 401, 403, 403, 200, 200],
  ['GET /v1/customers/:id', 401, 403, 403, 404, 404],
  ['GET /v1/staffing', 401, 403, 403, 200, 200],
  ['GET /v1/tv-link', 401, 403, 403, 403, 200],
  ['POST /v1/events', 401, 403, 400, 403, 403],
  ['POST /v1/setup', 422, 422, 422, 422, 422],
  ['POST /v1/session', 422, 422, 422, 422, 422],
  ['DELETE /v1/session', 401, 403, 403, 403, 204],
] as const;

const isDocs = (route: string): boolean => route.includes(' /docs');

describe('routes', () => {
  it('open to exactly those who may come in', async () => {
    const { app, keyOf, signIn, tvToken, access } = await startHttp();
    const { tvCookieOf } = await import('../../../server/adapters/access/tv.ts');
    const credentials = [
      {},
      { cookie: `${access.cookies.tv}=${tvCookieOf(tvToken)}` },
      { authorization: (await keyOf('ingest')).authorization },
      { authorization: (await keyOf('read')).authorization },
      { cookie: await signIn() },
    ];
    for (const [route, ...expected] of table) {
      const [method, url] = route.split(' ') as ['GET' | 'POST' | 'DELETE', string];
      const statuses: number[] = [];
      for (const credential of credentials) {
        const headers = { ...ownPage, ...credential };
        const payload = method === 'POST' && url !== '/v1/events' ? { payload: {} } : {};
        const address = url.replace('*', 'none.js').replace(':id', 'none');
        statuses.push((await app.inject({ method, url: address, headers, ...payload })).statusCode);
      }
      expect([route, ...statuses]).toEqual([route, ...expected]);
    }
  });

  it('are all in the table above', async () => {
    const { routes } = await listed();
    expect(routes.filter((route) => !isDocs(route)).sort()).toEqual(table.map(([route]) => route).sort());
  });

  it('are all in the documentation, but for the pages', async () => {
    const { routes, app } = await listed();
    const document = app.swagger() as { paths: Record<string, Record<string, unknown>> };
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const pages = ['/', '/me', '/retention', '/tv/floor', '/sign-in', '/setup', '/assets/*'];
    const calls = routes.filter((route) => !isDocs(route) && !pages.includes(route.split(' ')[1] ?? ''));
    expect(documented.sort()).toEqual(calls.sort());
  });

  it('without a policy stop the start', async () => {
    const { access } = await startHttp();
    const app = Fastify();
    addPolicies(app as never, access);
    expect(() => app.get('/open', async () => 'oops')).toThrow('GET /open declares no access');
  });

  it('that start alike are not taken for those of a plugin', async () => {
    const { access } = await startHttp();
    const app = Fastify();
    addPolicies(app as never, access);
    expect(() => app.get('/assetsecret', async () => 'oops')).toThrow('declares no access');
  });
});

/** Every route of the router, HEAD left out: it comes with each GET. */
async function listed() {
  const { app } = await startHttp({ docs: true });
  await app.ready();
  const routes: string[] = [];
  /** The printed tree shows each address without what it shares with its parent, one level for four columns. */
  const prefixes: string[] = [];
  for (const line of app.printRoutes().split('\n')) {
    const [, indent = '', part = '', methods = ''] =
      /^((?:[│ ] {3})*)[├└]── (\S+?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    const level = indent.length / 4;
    const url = (prefixes[level - 1] ?? '') + part;
    prefixes[level] = url;
    for (const method of methods.split(', '))
      if (method && method !== 'HEAD') routes.push(`${method} ${url}`);
  }
  return { app, routes };
}

describe('the documentation', () => {
  it('is for those who may read', async () => {
    const { app, signIn } = await startHttp({ docs: true });
    expect((await app.inject('/docs')).headers.location).toBe('/sign-in?next=%2Fdocs');
    expect((await app.inject('/docs/json')).statusCode).toBe(303);
    expect((await app.inject('/docs/static/swagger-ui.css')).statusCode).toBe(303);
    const page = await app.inject({ url: '/docs', headers: { cookie: await signIn() } });
    expect([page.statusCode, page.headers['content-security-policy']]).toEqual([
      200,
      expect.stringContaining("style-src 'self' 'unsafe-inline'"),
    ]);
  });

  it('describes events by type, in every media type that is read', async () => {
    const { app } = await startHttp({ docs: true });
    const headers = { authorization: `Bearer ${BOOTSTRAP}` };
    const document = (await app.inject({ url: '/docs/json', headers })).json();
    expect(document.openapi).toMatch(/^3\./);
    const { content } = document.paths['/v1/events'].post.requestBody;
    expect(Object.keys(content)).toEqual([
      'application/json',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
      'application/x-ndjson',
    ]);
    expect(JSON.stringify(content['application/json'])).toContain('survey.answered');
    expect(document.paths['/v1/live'].get.security).toEqual([{ key: [] }]);
    expect(document.paths['/livez'].get.security).toBeUndefined();
  });
});
