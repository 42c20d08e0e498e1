import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, fit for an address and a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret that only has to be recognised. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Compares in a time that tells nothing about how far two texts agree. */
export function isSame(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
