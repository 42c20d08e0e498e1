import { DAY_MS, momentOf } from '#domain/time.ts';
import { keyOf } from '../asterisk-queue-log/identity.ts';
import { lengthOf, numberOf } from './lengths.ts';
import type { Expression, Mapping } from './mapping.ts';
import { DoesNotFit } from './row.ts';
import { type ReadTime, timeFormatOf } from './time-format.ts';

export type Moment = { readonly at: number };
/** What a column or value holds in one row; an empty text is `null`. */
export type Value = string | number | boolean | Moment | null;

export type RowValues = {
  /** The value of this name, or the column. */
  get(name: string): Value;
  /** The outcome of an expression that stands in an event; `place` names it for people. */
  make(expression: Expression, place: string): Value;
};

type World = Pick<Mapping, 'zone' | 'formats' | 'values'>;

/** Works the values of one row out, each when it is first asked for. Throws DoesNotFit. */
export function valuesOf(cells: ReadonlyMap<string, string>, world: World): RowValues {
  const made = new Map<string, Value>();
  const columnOf = (name: string): Value => cells.get(name)?.trim() || null;
  function get(name: string): Value {
    const expression = Object.hasOwn(world.values, name) ? world.values[name] : undefined;
    if (!expression) return columnOf(name);
    const known = made.get(name);
    if (known !== undefined) return known;
    // Inside a value, its own name means the column: `customer: { value: customer, nullIf: '0' }`.
    const value = makeValue(
      expression,
      name,
      (inner) => (inner === name ? columnOf(inner) : get(inner)),
      world,
    );
    made.set(name, value);
    return value;
  }
  return { get, make: (expression, place) => makeValue(expression, place, get, world) };
}

export function textOf(value: Value): string {
  if (value === null) return '';
  return typeof value === 'object' ? new Date(value.at).toISOString() : String(value);
}

type Get = (name: string) => Value;

function makeValue(expression: Expression, place: string, get: Get, world: World): Value {
  const { nullIf, map, as } = expression;
  let value = sourceOf(expression, place, get, world);
  if (nullIf?.some((empty) => String(empty) === textOf(value))) value = null;
  if (map) value = mapped(value, expression, place);
  return as === undefined || value === null ? value : shaped(value, as, place);
}

function sourceOf(expression: Expression, place: string, get: Get, world: World): Value {
  const { value, constant, join, first, time } = expression;
  if (value !== undefined) return get(value);
  if (constant !== undefined) return constant;
  if (join) {
    const texts = join.map((name) => textOf(get(name))).filter((text) => text !== '');
    return texts.join(expression.with ?? '') || null;
  }
  if (first) return first.map(get).find((one) => one !== null) ?? null;
  return time ? timeFrom(expression, place, get, world) : null;
}

function mapped(value: Value, { map = {}, otherwise }: Expression, place: string): Value {
  const text = textOf(value);
  if (Object.hasOwn(map, text)) return map[text] ?? null;
  if (otherwise !== undefined) return otherwise;
  if (value === null) return null;
  throw new DoesNotFit(place, 'must be one of its "map", which has no "otherwise"');
}

const truths = new Map([
  ...['true', 't', 'yes', 'y', '1', 'x'].map((text) => [text, true] as const),
  ...['false', 'f', 'no', 'n', '0'].map((text) => [text, false] as const),
]);

function shaped(value: Exclude<Value, null>, as: NonNullable<Expression['as']>, place: string): Value {
  const text = textOf(value);
  switch (as) {
    case 'text':
      return text;
    case 'key':
      return keyOf(text);
    case 'number':
      return numberOf(text) ?? refuse(place, 'must be a number');
    case 'integer': {
      const number = numberOf(text);
      return number !== null && Number.isSafeInteger(number)
        ? number
        : refuse(place, 'must be a whole number');
    }
    case 'boolean':
      return truths.get(text.toLowerCase()) ?? refuse(place, 'must be yes or no');
    case 'milliseconds':
    case 'seconds':
    case 'minutes':
      return lengthOf(text, as) ?? refuse(place, `must be a length such as 0:02:23 or a number of ${as}`);
  }
}

function refuse(place: string, rule: string): never {
  throw new DoesNotFit(place, rule);
}

function timeFrom(expression: Expression, place: string, get: Get, world: World): Moment | null {
  const parts = (expression.time ?? []).map(get);
  if (parts.some((part) => part === null)) return null;
  const zone = expression.zone ?? world.zone;
  const read = readParts(parts, expression.format ?? world.formats, place);
  const earliest = earliestOf(expression, place, get);
  let at = 'at' in read ? read.at : momentOf(zone, read.wall);
  if (at < earliest) at = 'at' in read ? read.at + DAY_MS : momentOf(zone, read.wall + DAY_MS);
  const whole = (expression.plus ?? []).reduce((sum, name) => sum + lengthFrom(name, get), at);
  if (Math.abs(whole) > 8.64e15) refuse(place, 'must be a time that a calendar has');
  return { at: whole };
}

function readParts(parts: readonly Value[], formats: readonly string[], place: string): ReadTime {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object' && only !== null) return only;
  const text = parts.map(textOf).join(' ');
  for (const pattern of formats) {
    const known = timeFormatOf(pattern);
    const read = 'format' in known ? known.format(text) : null;
    if (read) return read;
  }
  return refuse(place, `must be a time as ${formats.join(' or ')}`);
}

function earliestOf({ after, tolerance = 0 }: Expression, place: string, get: Get): number {
  const before = after === undefined ? null : get(after);
  if (before === null) return Number.NEGATIVE_INFINITY;
  if (typeof before !== 'object') return refuse(place, `needs a time in "after", and ${after} is none`);
  return before.at - tolerance * 1_000;
}

/** Lengths of the mapping's own are milliseconds already; what stands in a column counts as seconds. */
function lengthFrom(name: string, get: Get): number {
  const value = get(name);
  if (typeof value === 'number') return value;
  if (value === null) return refuse(name, 'must be a length, and is empty');
  return lengthOf(textOf(value), 'seconds') ?? refuse(name, 'must be a length such as 0:02:23 or seconds');
}
