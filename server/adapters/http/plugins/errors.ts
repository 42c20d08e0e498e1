import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, errorCodes, FloorlightError } from '#domain/errors.ts';
import { unreadable } from './bodies.ts';
import type { App } from './queries.ts';

/** Every failure becomes `{ error: { code, message, ... } }`; what went wrong inside is for the log alone. */
export function addErrors(app: App): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = error instanceof FloorlightError ? error : translated(error, request);
    return known === null ? sendUnknown(error, request, reply) : sendKnown(known, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const { status, meaning } = errorCodes.NOT_FOUND;
    if (request.url.startsWith('/v1')) return sendKnown(new FloorlightError('NOT_FOUND'), request, reply);
    return reply.code(status).type('text/plain; charset=utf-8').send(`${meaning}\n`);
  });
}

function sendKnown(error: FloorlightError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isOurs = error.status >= 500;
  if (isOurs) request.log.warn({ code: error.code, err: error.cause ?? error }, 'could not answer');
  if (error.code === 'NOT_SIGNED_IN') reply.header('www-authenticate', 'Bearer realm="floorlight"');
  const retryAfter = error.details.retryAfter ?? (error.status === 503 ? retrySeconds() : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  const message = isOurs ? errorCodes[error.code].meaning : error.message;
  return reply.code(error.status).send({ error: { code: error.code, message, ...error.details } });
}

/** Not the same for everybody, or everybody would come back at the same moment. */
const retrySeconds = (): number => 1 + Math.floor(Math.random() * 5);

function sendUnknown(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const id = randomUUID();
  request.log.error({ errorId: id, err: error }, 'failed');
  const message = `Something went wrong here. The log tells more under the id ${id}.`;
  return reply.code(500).send({ error: { code: 'INTERNAL', message, id } });
}

/** What the framework found wrong with a request, in our codes; `null` when the fault is ours. */
function translated(error: FastifyError, request: FastifyRequest): FloorlightError | null {
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unreadable(request);
  if (isCutOff(error)) return new FloorlightError('BODY_NOT_JSON', 'The body was cut off.');
  if (error.statusCode === undefined || error.statusCode >= 500) return null;
  const codeOfStatus: Readonly<Record<number, ErrorCode>> = { 404: 'NOT_FOUND', 413: 'BODY_TOO_LARGE' };
  return new FloorlightError(codeOfStatus[error.statusCode] ?? 'BODY_NOT_JSON');
}

const isCutOff = ({ code }: FastifyError): boolean =>
  code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
