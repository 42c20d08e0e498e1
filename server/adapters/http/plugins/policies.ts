import type { FastifyReply, FastifyRequest } from 'fastify';
import { FloorlightError } from '#domain/errors.ts';
import type { Access } from '../../access/access.ts';
import type { Principal, Right } from '../../access/principal.ts';
import type { App } from './queries.ts';

/** The rights of which one opens a route, or that everybody may come in. */
export type Policy = 'anonymous' | Right | readonly Right[];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Policy;
    /** A page for people: who is not signed in is led to where they can. */
    page?: boolean;
    /** The TV board: its token may stand in the address. */
    takesTvToken?: boolean;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** Routes that plugins bring along, by the start of their address. */
const policiesOfPlugins: Readonly<Record<string, { access: Policy; page: boolean }>> = {
  '/docs': { access: 'read', page: true },
  '/assets': { access: 'anonymous', page: false },
};
const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Denies by default: a route that declares no policy stops the start, and every request is held to its route's. */
export function addPolicies(app: App, access: Access): void {
  app.decorateRequest('principal', null);
  app.addHook('onRoute', (route) => {
    const byPlugin = Object.entries(policiesOfPlugins).find(([prefix]) => isWithin(prefix, route.url));
    if (byPlugin) route.config = { ...route.config, ...byPlugin[1] };
    if (route.config?.access === undefined)
      throw new Error(`${route.method} ${route.url} declares no access`);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return;
    refuseForgery(request, access);
    const policy = request.routeOptions.config.access;
    if (policy === 'anonymous') return;
    request.principal = await identify(request, access);
    if (request.principal === null && request.routeOptions.config.page) return leadToSignIn(request, reply);
    demand(request.principal, policy ?? []);
  });
}

async function identify(request: FastifyRequest, access: Access): Promise<Principal | null> {
  const { token } = request.query as { token?: unknown };
  const known = await access.identify(request.headers);
  if (known || typeof token !== 'string' || !request.routeOptions.config.takesTvToken) return known;
  return access.identifyTv(token);
}

const isWithin = (prefix: string, url: string): boolean => url === prefix || url.startsWith(`${prefix}/`);

/** Throws NOT_SIGNED_IN or NOT_ALLOWED unless one of the rights is there. */
export function demand(principal: Principal | null, policy: Exclude<Policy, 'anonymous'>): void {
  const needed: readonly Right[] = typeof policy === 'string' ? [policy] : policy;
  if (principal === null) {
    throw new FloorlightError('NOT_SIGNED_IN', 'Send "Authorization: Bearer <API key>", or sign in.');
  }
  if (needed.some((right) => principal.rights.has(right))) return;
  const scope = needed.join(' or ');
  throw new FloorlightError('NOT_ALLOWED', `This needs the scope "${scope}".`, { details: { scope } });
}

/**
 * A browser adds cookies to whatever another site makes it send. So a request that changes something and relies on a
 * cookie must carry a header that only our pages can add, and come from them.
 */
function refuseForgery(request: FastifyRequest, access: Access): void {
  const { authorization, cookie, origin, host } = request.headers;
  if (!changing.has(request.method) || authorization !== undefined) return;
  const isForeign = origin !== undefined && !access.isOwnOrigin(origin, host);
  const isUnproven = origin === undefined || request.headers['x-floorlight'] === undefined;
  if (isForeign || (access.hasSessionCookie(cookie) && isUnproven)) {
    const message =
      'A change by a signed-in browser needs the header x-floorlight and the Origin of this address.';
    throw new FloorlightError('NOT_ALLOWED', message);
  }
}

/** Only the path goes along: the query may hold a token. */
function leadToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? '/';
  return reply.redirect(`/sign-in?next=${encodeURIComponent(path)}`, 303);
}
