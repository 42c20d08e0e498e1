import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { FloorlightError } from '#domain/errors.ts';
import type { Result } from '../../../ports/intake.ts';
import { Results } from '../answers/shapes.ts';
import { mediaTypeOf, mediaTypes } from '../body/media-type.ts';
import { sizes } from '../body/sizes.ts';
import type { AppDeps } from '../deps.ts';
import { answerLines } from '../events/answer.ts';
import { takeLines } from '../events/lines.ts';
import { EventOnWire } from '../events/on-wire.ts';
import { takeEvents } from '../events/take.ts';
import { demand } from '../plugins/policies.ts';
import { type App, checkPart, type RoutePart } from '../plugins/queries.ts';
import type { VerdictCounts } from '../verdict-counts.ts';

const Query = z.strictObject({
  history: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .optional()
    .meta({ description: 'accept events of any age; needs a key of scope import' }),
});

/** The hot path: everything that Floorlight knows came in here or through a source of its own. */
export function addEvents(
  app: App,
  { intake, counts }: Pick<AppDeps, 'intake'> & { counts: VerdictCounts },
): void {
  app.post(
    '/v1/events',
    {
      config: { access: ['ingest', 'import'], reads: Object.values(mediaTypes) },
      schema: {
        summary: 'Hand in events',
        description:
          'One CloudEvent, a batch of at most 500, or one a line. Each gets its own verdict, in order.',
        consumes: Object.values(mediaTypes),
        body: z.union([EventOnWire, z.array(EventOnWire).max(sizes.batchEvents)]),
        querystring: Query,
        response: { 200: Results },
      },
      // The events of a body are judged one by one by the intake; only the query is checked before.
      validatorCompiler: (part) =>
        part.httpPart === 'body' ? (body) => ({ value: body }) : checkPart(part as unknown as RoutePart),
    },
    async (request, reply) => {
      const isHistory = request.query.history === 'true';
      demand(request.principal, isHistory ? 'import' : 'ingest');
      const options = isHistory ? { history: true } : {};
      const count = (results: readonly Result[]) => {
        counts.count(results);
        return results;
      };
      if (request.body instanceof Readable) {
        return answerLines(reply, takeLines(intake, request.body, options), count);
      }
      const inputs = inputsOf(request.body, request.headers['content-type']);
      return answer(reply, count(await takeEvents(intake, inputs, options)));
    },
  );
}

function inputsOf(body: unknown, contentType: string | undefined): readonly unknown[] {
  const type = mediaTypeOf(contentType);
  if (type === null) throw new FloorlightError('BODY_NOT_JSON', 'The body is empty.');
  if (type === mediaTypes.one || (type === mediaTypes.json && !Array.isArray(body))) return [body];
  if (!Array.isArray(body)) throw new FloorlightError('BODY_NOT_JSON', 'A batch is a JSON array of events.');
  if (body.length > sizes.batchEvents) {
    throw new FloorlightError('BATCH_TOO_LARGE', undefined, { details: { maxEvents: sizes.batchEvents } });
  }
  return body;
}

/** Written as text at once: this answer is made thousands of times a second. */
const answer = (reply: FastifyReply, results: readonly Result[]): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(`{"results":${JSON.stringify(results)}}`);
