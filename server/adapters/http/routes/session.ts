import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { FloorlightError } from '#domain/errors.ts';
import { writeCookie } from '../../access/cookies.ts';
import { PASSWORD_LENGTH } from '../../access/password.ts';
import { SESSION_MS } from '../../access/sessions.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';

const { min, max } = PASSWORD_LENGTH;
const Password = z
  .string({ error: 'must be text' })
  .max(max, { error: `must have at most ${max} characters` })
  .meta({ format: 'password' });
const Setup = z.strictObject({
  token: z.string({ error: 'must be the token of the link' }).max(200),
  password: Password.min(min, { error: `must have at least ${min} characters` }),
});
const Nothing = z.null().meta({ description: 'done; a cookie says so' });
const TvLink = z.object({ url: z.string() });

/** Signing in and out, and the address of the TV board. Tries are counted by address. */
export function addSession(app: App, { access, config }: Pick<AppDeps, 'access' | 'config'>): void {
  async function signIn(reply: FastifyReply, address: string): Promise<null> {
    access.tries.forget(address);
    const secret = await access.sessions.open();
    reply.header('set-cookie', writeCookie(access.cookies.session, secret, SESSION_MS));
    reply.code(204);
    return null;
  }

  app.post(
    '/v1/setup',
    {
      config: { access: 'anonymous' },
      schema: { summary: 'Set the first password', body: Setup, response: { 204: Nothing } },
    },
    async (request, reply) => {
      access.tries.take(request.ip);
      const { token, password } = request.body;
      if (await access.redeemSetup(token, password)) return signIn(reply, request.ip);
      throw new FloorlightError(
        'NOT_SIGNED_IN',
        'This link does not work any more. While no password is set, every start prints a new one.',
      );
    },
  );

  app.post(
    '/v1/session',
    {
      config: { access: 'anonymous' },
      schema: {
        summary: 'Sign in',
        body: z.strictObject({ password: Password }),
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      access.tries.take(request.ip);
      const isRight = await access.checkPassword(request.body.password);
      if (isRight) return signIn(reply, request.ip);
      throw new FloorlightError(
        'NOT_SIGNED_IN',
        isRight === null
          ? 'No password is set yet. Open the link that was printed at the start.'
          : 'The password is not right.',
      );
    },
  );

  app.delete(
    '/v1/session',
    {
      config: { access: 'admin' },
      schema: { summary: 'Sign out', response: { 204: Nothing } },
    },
    async ({ principal }, reply) => {
      if (principal?.kind === 'session') await access.sessions.close(principal.id.replace('session:', ''));
      reply.header('set-cookie', writeCookie(access.cookies.session, '', 0));
      reply.code(204);
      return null;
    },
  );

  app.get(
    '/v1/tv-link',
    {
      config: { access: 'admin' },
      schema: { summary: 'The address that opens the floor board on a TV', response: { 200: TvLink } },
    },
    async (request) => {
      const base = config.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`;
      return { url: `${base}/tv/floor?token=${await access.tvToken()}` };
    },
  );
}
