import { isUtf8 } from 'node:buffer';
import { FloorlightError } from '#domain/errors.ts';
import { isDeeperThan } from './depth.ts';
import { sizes } from './sizes.ts';

/** JSON that came from outside. Throws BODY_NOT_JSON or BODY_TOO_DEEP with a message that repeats nothing of it. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) throw new FloorlightError('BODY_NOT_JSON', 'The body is empty.');
  if (!isUtf8(bytes)) throw new FloorlightError('BODY_NOT_JSON', 'The body is not valid UTF-8.');
  if (isDeeperThan(sizes.depth, bytes)) throw new FloorlightError('BODY_TOO_DEEP');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    // The parser's own message quotes the body, which may hold customers' data; only the place is taken from it.
    const place = /at position \d+/.exec(error instanceof Error ? error.message : '')?.[0];
    throw new FloorlightError('BODY_NOT_JSON', place ? `The body is not valid JSON ${place}.` : undefined);
  }
}
