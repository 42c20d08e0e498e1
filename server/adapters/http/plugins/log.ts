import type { FastifyServerOptions } from 'fastify';
import type { AppDeps } from '../deps.ts';
import type { App } from './queries.ts';

const hidden = ['authorization', 'cookie', 'password', 'token', 'secret', 'headers', 'body'];

/** A log that knows routes, never addresses: an address may hold a token or the name of a customer. */
export const logOptions = ({
  level,
  stream,
}: AppDeps['log']): NonNullable<FastifyServerOptions['logger']> => ({
  level,
  ...(stream ? { stream } : {}),
  redact: { paths: [...hidden, ...hidden.map((name) => `*.${name}`)], censor: '[hidden]' },
  serializers: {
    req: ({ method, routeOptions }) => ({ method, route: routeOptions?.url ?? null }),
    res: ({ statusCode }) => ({ statusCode }),
  },
});

export const isClosely = ({ level }: AppDeps['log']): boolean => level === 'debug' || level === 'trace';

/** One line for each answer, for those who look closely. */
export function addAnswerLog(app: App): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.debug({ method, route: routeOptions.url ?? null, status: reply.statusCode, ms }, 'answered');
    done();
  });
}
