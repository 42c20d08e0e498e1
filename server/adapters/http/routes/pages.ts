import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { writeCookie } from '../../access/cookies.ts';
import { TV_COOKIE_MS, tvCookieOf } from '../../access/tv.ts';
import type { AppDeps } from '../deps.ts';
import type { Policy } from '../plugins/policies.ts';
import type { App } from '../plugins/queries.ts';

/** The pages: address, built file, and who may open it. */
const pages: readonly { url: string; file: string; access: Policy }[] = [
  { url: '/', file: 'home.html', access: 'admin' },
  { url: '/me', file: 'me.html', access: 'admin' },
  { url: '/retention', file: 'retention.html', access: 'admin' },
  { url: '/tv/floor', file: 'floor.html', access: 'floor' },
  { url: '/sign-in', file: 'sign-in.html', access: 'anonymous' },
  { url: '/setup', file: 'sign-in.html', access: 'anonymous' },
];
const YEAR_MS = 365 * 86_400_000;

/** The built wallboard. Its files under /assets carry their content in their name, so browsers keep them. */
export async function addPages(
  app: App,
  { access, pagesDir }: Pick<AppDeps, 'access' | 'pagesDir'>,
): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(pagesDir, 'assets'),
    prefix: '/assets/',
    maxAge: YEAR_MS,
    immutable: true,
    preCompressed: true,
    index: false,
    logLevel: 'error',
    suppressWarning: true,
    schemaHide: true,
  });

  const send = (reply: FastifyReply, file: string): FastifyReply => {
    if (existsSync(join(pagesDir, file))) {
      return reply.header('cache-control', 'no-cache').sendFile(file, pagesDir, { cacheControl: false });
    }
    const sentence = 'The pages are not built yet: run "npm run build", then load this again.\n';
    return reply.code(503).type('text/plain; charset=utf-8').send(sentence);
  };

  for (const { url, file, access: policy } of pages) {
    app.get(
      url,
      { config: { access: policy, page: true, takesTvToken: policy === 'floor' }, schema: { hide: true } },
      async ({ principal }, reply) => {
        if (principal?.kind === 'tv') {
          const cookie = tvCookieOf(await access.tvToken());
          reply.header('set-cookie', writeCookie(access.cookies.tv, cookie, TV_COOKIE_MS));
        }
        return send(reply, file);
      },
    );
  }
}
