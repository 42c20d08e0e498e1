import { numberOf } from './lengths.ts';
import type { Condition } from './mapping.ts';
import { DoesNotFit } from './row.ts';
import { textOf, type Value } from './row-values.ts';

/** Whether a condition holds for a row. An empty value is below nothing and above nothing. */
export function holds(condition: Condition, get: (name: string) => Value): boolean {
  const value = get(condition.value);
  const text = textOf(value);
  const is = (other: string | number | boolean) => String(other) === text;
  const { equals, not, oneOf, noneOf, isEmpty, startsWith, endsWith, contains } = condition;
  if (equals !== undefined) return is(equals);
  if (not !== undefined) return !is(not);
  if (oneOf) return oneOf.some(is);
  if (noneOf) return !noneOf.some(is);
  if (isEmpty !== undefined) return (value === null) === isEmpty;
  if (startsWith !== undefined) return text.startsWith(startsWith);
  if (endsWith !== undefined) return text.endsWith(endsWith);
  if (contains !== undefined) return text.includes(contains);
  return value !== null && measures(condition, text);
}

function measures({ value, above, below, atLeast, atMost }: Condition, text: string): boolean {
  const number = numberOf(text);
  if (number === null) throw new DoesNotFit(value, 'must be a number to be compared');
  if (above !== undefined) return number > above;
  if (below !== undefined) return number < below;
  if (atLeast !== undefined) return number >= atLeast;
  return atMost !== undefined && number <= atMost;
}
