import { hash } from 'node:crypto';

/** A short digest that is safe in ids: 22 characters, 132 bits. */
export const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

const outsideOfKey = /[^A-Za-z0-9._:/@+~#=,-]/gu;

/** An id of the log as a key of ours: unchanged where it fits, with `=XX` for each byte that does not. */
export function keyOf(text: string): string {
  const key = text.replace(outsideOfKey, (char) =>
    [...Buffer.from(char)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
  return key.length <= 128 ? key : `${key.slice(0, 100)}~${digest(text)}`;
}

/** A name as people wrote it, made fit to be kept: one line, at most 200 characters; `null` when nothing is left. */
export function nameOf(text: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken away
  const name = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  if (name === '') return null;
  return name.length <= 200 ? name : `${name.slice(0, 170)}~${digest(name)}`;
}

const nobody = new Set([
  'anonymous',
  'anonym',
  'asterisk',
  'invalid',
  'none',
  'null',
  'private',
  'restricted',
  'unavailable',
  'unknown',
  'withheld',
  '<unknown>',
]);

/** Who calls: the same number, however it is spaced, is the same customer. Hidden numbers are nobody. */
export function customerOf(callerId: string | undefined): string | null {
  const name = nameOf(callerId ?? '')?.replace(/\s+/g, ' ') ?? null;
  if (name === null || nobody.has(name.toLowerCase())) return null;
  if (/^[+\d(][\d\s()./-]*$/.test(name)) {
    const digits = name.replace(/[\s()./-]/g, '');
    return /^\+?0*$/.test(digits) ? null : digits;
  }
  return name;
}

/** What the log writes where a line belongs to no call. */
const noCalls = new Set(['', 'NONE', 'REALTIME', 'MANAGER', 'CLI']);
export const isCall = (callId: string): boolean => !noCalls.has(callId);
export const isAgent = (agent: string): boolean => agent !== '' && agent !== 'NONE';
