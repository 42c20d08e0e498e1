import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { errorCodes, FloorlightError } from '#domain/errors.ts';
import type { Result } from '../../../ports/intake.ts';

/** So much of the answer is held back: as long as nothing was sent, a failure can still be told by its status. */
const HELD_CHARACTERS = 8 * 1_048_576;
const TYPE = 'application/json; charset=utf-8';

/**
 * Answers lines. Up to about 80 000 results are sent when the last one is in. More are sent as they come, and then a
 * failure follows the results that are true as `error`; the sender reads while it sends, or it is slowed down.
 */
export async function answerLines(
  reply: FastifyReply,
  portions: AsyncIterable<readonly Result[]>,
  count: (results: readonly Result[]) => readonly Result[],
): Promise<FastifyReply> {
  const held: string[] = [];
  let characters = 0;
  let stream: PassThrough | null = null;
  try {
    for await (const portion of portions) {
      const text = textOf(count(portion), characters === 0);
      characters += text.length;
      if (stream === null) held.push(text);
      else if (!stream.write(text)) await once(stream, 'drain');
      if (stream !== null || characters < HELD_CHARACTERS) continue;
      stream = new PassThrough();
      void reply.type(TYPE).send(stream);
      stream.write(`{"results":[${held.splice(0).join('')}`);
    }
  } catch (error) {
    if (stream === null) throw error;
    const code = error instanceof FloorlightError ? error.code : 'LEDGER_UNAVAILABLE';
    if (!(error instanceof FloorlightError))
      reply.log.error({ err: error }, 'lines were not taken to the end');
    stream.end(`],"error":${JSON.stringify({ code, message: errorCodes[code].meaning })}}`);
    return reply;
  }
  if (stream === null) return reply.type(TYPE).send(`{"results":[${held.join('')}]}`);
  stream.end(']}');
  return reply;
}

const textOf = (results: readonly Result[], isFirst: boolean): string =>
  `${isFirst ? '' : ','}${results.map((result) => JSON.stringify(result)).join(',')}`;
