import type { Readable } from 'node:stream';
import { FloorlightError } from '#domain/errors.ts';
import { times } from './sizes.ts';

/** So much more than allowed is still read and dropped, for a sender that is cut off never sees the answer. */
const PATIENCE = 16;

type Limits = { readonly maxBytes: number; readonly announcedBytes?: string | undefined };

/** Collects a body: at most `maxBytes`, for at most 10 s. Rejects with BODY_TOO_LARGE or BODY_NOT_JSON. */
export function readBody(stream: Readable, { maxBytes, announcedBytes }: Limits): Promise<Buffer> {
  const tooLarge = () =>
    new FloorlightError('BODY_TOO_LARGE', `The body has more than ${maxBytes} bytes.`, {
      details: { maxBytes },
    });
  if (Number(announcedBytes ?? 0) > maxBytes * PATIENCE) return Promise.reject(tooLarge());

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (error?: Error): void => {
      clearTimeout(slow);
      stream.off('data', take).off('end', whole).off('close', cut).off('error', cut);
      if (error) reject(error);
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes));
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > maxBytes * PATIENCE) settle(tooLarge());
    };
    const whole = (): void => settle(bytes > maxBytes ? tooLarge() : undefined);
    const cut = (): void => settle(new FloorlightError('BODY_NOT_JSON', 'The body was cut off.'));
    const late = (): void => {
      const message = `The body did not arrive within ${times.body / 1_000} s.`;
      settle(new FloorlightError('BODY_NOT_JSON', message));
    };
    const slow = setTimeout(late, times.body);
    stream.on('data', take).on('end', whole).on('close', cut).on('error', cut);
  });
}
