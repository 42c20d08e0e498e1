import { describe, expect, it } from 'vitest';
import { startHttp } from '../../support/http.ts';

describe('pages', () => {
  it('are asked for again each time, their files never', async () => {
    const { app } = await startHttp();
    const page = await app.inject('/sign-in');
    expect([page.headers['content-type'], page.headers['cache-control']]).toEqual([
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(page.body).toContain('<title>sign-in</title>');
    const file = await app.inject('/assets/floor-abc123.js');
    expect([file.statusCode, file.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
  });

  it('carry the headers that keep others out', async () => {
    const { app } = await startHttp({ publicUrl: 'https://wall.example' });
    const { headers } = await app.inject('/sign-in');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' wss://wall.example; " +
        "img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  it('that are not built yet say how to build them', async () => {
    const { app } = await startHttp({ pagesDir: '/nowhere/to/be/found' });
    const answer = await app.inject('/sign-in');
    expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining('npm run build')]);
    expect((await app.inject('/assets/floor.js')).statusCode).toBe(404);
  });

  it.each([
    '/assets/../sign-in.html',
    '/assets/..%2fsign-in.html',
    '/assets/%2e%2e/home.html',
    '/assets/..%5chome.html',
    '/home.html',
    '//assets/floor-abc123.js',
    '/%',
  ])('are not reached by another way: %s', async (url) => {
    const { app } = await startHttp();
    const { statusCode } = await app.inject(url);
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
  });
});
