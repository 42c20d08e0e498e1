import { sizes } from './sizes.ts';

/** Where a value breaks a limit, and which one. */
export type Breach = { readonly field: string; readonly rule: string };

/**
 * The first place where a parsed event breaks a limit that holds for every event whatever its type, or `null`. One
 * pass, which makes nothing unless there is a breach.
 */
export function breachOf(value: unknown, depth = 0): Breach | null {
  if (typeof value === 'string') {
    return value.length > sizes.textLength ? here(`must be at most ${sizes.textLength} characters`) : null;
  }
  // JSON.parse reads 1e309 as infinity.
  if (typeof value === 'number') return Number.isFinite(value) ? null : here('must be a finite number');
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= sizes.depth) return here(`must not be nested deeper than ${sizes.depth} levels`);
  return Array.isArray(value) ? breachOfArray(value, depth) : breachOfObject(value, depth);
}

function breachOfArray(values: readonly unknown[], depth: number): Breach | null {
  for (let index = 0; index < values.length; index++) {
    const breach = breachOf(values[index], depth + 1);
    if (breach) return within(String(index), breach);
  }
  return null;
}

function breachOfObject(object: object, depth: number): Breach | null {
  let keys = 0;
  for (const key in object) {
    if (++keys > sizes.keysOfObject) return here(`must have at most ${sizes.keysOfObject} keys`);
    if (key.length > sizes.textLength)
      return here(`must have keys of at most ${sizes.textLength} characters`);
    const value = (object as Record<string, unknown>)[key];
    if (key === '__proto__' || (key === 'constructor' && hasPrototype(value))) {
      return within(key, here('is a key that is not accepted'));
    }
    const breach = breachOf(value, depth + 1);
    if (breach) return within(key, breach);
  }
  return null;
}

const hasPrototype = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');

const here = (rule: string): Breach => ({ field: '', rule });
const within = (key: string, { field, rule }: Breach): Breach => ({
  field: field === '' ? key : `${key}.${field}`,
  rule,
});

/** A breach in one line for people; the field is shortened, for it may have been chosen to be long. */
export const sentenceOf = ({ field, rule }: Breach): string =>
  `${field === '' ? 'event' : field.slice(0, 200)}: ${rule}`;
