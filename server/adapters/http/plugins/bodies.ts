import type { FastifyRequest } from 'fastify';
import { FloorlightError } from '#domain/errors.ts';
import { mediaTypeOf, mediaTypes } from '../body/media-type.ts';
import { parseJson } from '../body/parse.ts';
import { readBody } from '../body/read.ts';
import { sizes } from '../body/sizes.ts';
import type { App } from './queries.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media types that a route reads; JSON alone unless it says otherwise. */
    reads?: readonly string[];
  }
}

/** The one way for bodies in: a route gets parsed JSON, or the stream itself when it reads lines. */
export function addBodies(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: FastifyRequest['raw']) => {
    if (request.is404) return undefined;
    const type = mediaTypeOf(request.headers['content-type']);
    const isRead = type !== null && readsOf(request).includes(type);
    if (isRead && type === mediaTypes.lines) return payload;
    const bytes = await readBody(payload, {
      maxBytes: isRead ? maxBytesOf(type, request) : sizes.bodyBytes,
      announcedBytes: request.headers['content-length'],
    });
    if (!isRead) throw unreadable(request);
    const body = parseJson(bytes);
    if (!Array.isArray(body) && bytes.length > sizes.bodyBytes) {
      throw new FloorlightError('BODY_TOO_LARGE', `A single event has at most ${sizes.bodyBytes} bytes.`);
    }
    return body;
  });
}

const readsOf = (request: FastifyRequest): readonly string[] =>
  request.routeOptions.config.reads ?? [mediaTypes.json];

/** Plain JSON may be a batch where batches are read. */
function maxBytesOf(type: string, request: FastifyRequest): number {
  const mayBeBatch = type !== mediaTypes.one && readsOf(request).includes(mediaTypes.batch);
  return mayBeBatch ? sizes.batchBytes : sizes.bodyBytes;
}

/** What to say about a body of a kind that the route does not read. */
export function unreadable(request: FastifyRequest): FloorlightError {
  const reads = readsOf(request);
  return new FloorlightError('MEDIA_TYPE_UNKNOWN', `This reads ${reads.join(', ')} (charset utf-8) only.`, {
    details: { reads },
  });
}
