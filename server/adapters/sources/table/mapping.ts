import { z } from 'zod';
import { TimeZone } from '../../../config/settings.ts';
import { timeFormatOf } from './time-format.ts';

const be = (what: string) => ({ error: `must be ${what}` });
const object = be('a mapping of names to values');
const listOf = <T extends z.ZodType>(item: T, what: string) =>
  z
    .array(item, be(`a list of ${what}`))
    .min(1, be(`a list of ${what}`))
    .max(200, be('a list of at most 200'));
/** One, or a list of them. */
const some = <T extends z.ZodType>(item: T, what: string) =>
  z.preprocess((given) => (Array.isArray(given) ? given : [given]), listOf(item, what));

/** The name of a column, or of a value that the mapping derives. */
const Name = z.string(be('the name of a column or value')).min(1, be('a name')).max(200, be('a name'));
const Scalar = z.union([z.string(), z.number(), z.boolean()], be('a text, a number, true or false'));
const ScalarOrNull = z.union([Scalar, z.null()], be('a text, a number, true, false or null'));
const TimeFormat = z
  .string(be('a format such as "dd/MM/yyyy HH:mm"'))
  .refine((format) => 'format' in timeFormatOf(format), {
    error: ({ input }) => {
      const read = timeFormatOf(String(input));
      return 'fault' in read ? read.fault : 'must be a format';
    },
  });

const numberTest = z.number(be('a number')).optional();
const textTest = z.string(be('a text')).min(1, be('a text')).optional();
const tests = {
  equals: Scalar.optional(),
  not: Scalar.optional(),
  oneOf: listOf(Scalar, 'texts').optional(),
  noneOf: listOf(Scalar, 'texts').optional(),
  isEmpty: z.boolean(be('true or false')).optional(),
  startsWith: textTest,
  endsWith: textTest,
  contains: textTest,
  above: numberTest,
  below: numberTest,
  atLeast: numberTest,
  atMost: numberTest,
};
const testNames = Object.keys(tests) as (keyof typeof tests)[];

export const Condition = z
  .strictObject({ value: Name, ...tests }, object)
  .refine((condition) => testNames.filter((test) => condition[test] !== undefined).length === 1, {
    error: `must have exactly one of ${testNames.join(', ')}`,
  });
export type Condition = z.infer<typeof Condition>;

const sources = ['value', 'constant', 'join', 'first', 'time'] as const;
const belongsTo: readonly (readonly [key: string, source: (typeof sources)[number]])[] = [
  ['with', 'join'],
  ['format', 'time'],
  ['zone', 'time'],
  ['after', 'time'],
  ['tolerance', 'time'],
  ['plus', 'time'],
];

/** How one value is made: where it comes from, then what is done to it, always in the order of this list. */
const Made = z
  .strictObject(
    {
      value: Name.optional(),
      constant: Scalar.optional(),
      /** Texts one after the other; empty ones are left out. */
      join: listOf(Name, 'names').optional(),
      with: z.string(be('a text')).max(20, be('at most 20 characters')).optional(),
      /** The first that is not empty. */
      first: listOf(Name, 'names').optional(),
      /** A moment: another one, or the parts of a local time with a space between. */
      time: some(Name, 'names').optional(),
      format: some(TimeFormat, 'formats').optional(),
      zone: TimeZone.optional(),
      /** A moment that this one cannot precede: if it seems to, it belongs to the next day. */
      after: Name.optional(),
      /** So many seconds before `after` are clocks that disagree, and no next day. */
      tolerance: z.int(be('whole seconds')).min(0, be('whole seconds')).max(43_200, be('< 12 h')).optional(),
      /** Lengths that are added to the moment. */
      plus: some(Name, 'names').optional(),
      nullIf: some(Scalar, 'texts').optional(),
      map: z.record(z.string(), ScalarOrNull, object).optional(),
      otherwise: ScalarOrNull.optional(),
      as: z
        .enum(
          ['text', 'key', 'integer', 'number', 'boolean', 'milliseconds', 'seconds', 'minutes'],
          be('one of text, key, integer, number, boolean, milliseconds, seconds, minutes'),
        )
        .optional(),
    },
    be('the name of a column or value, or how a value is made'),
  )
  .superRefine((made, context) => {
    const has = (key: string) => made[key as keyof typeof made] !== undefined;
    if (sources.filter(has).length !== 1) {
      context.addIssue({ code: 'custom', message: `must have exactly one of ${sources.join(', ')}` });
    }
    for (const [key, source] of belongsTo) {
      if (has(key) && !has(source)) {
        context.addIssue({ code: 'custom', path: [key], message: `needs "${source}" beside it` });
      }
    }
    if (has('otherwise') && !has('map')) {
      context.addIssue({ code: 'custom', path: ['otherwise'], message: 'needs "map" beside it' });
    }
  });

export const Expression = z.preprocess(
  (given) => (typeof given === 'string' ? { value: given } : given),
  Made,
);
export type Expression = z.infer<typeof Expression>;

const Emission = z.strictObject(
  {
    /** An event type, or the name of a value that holds one; where that is empty there is no event. */
    type: Name,
    /** Tells two events of one row and type apart. */
    as: z.string(be('a short word')).min(1, be('a short word')).max(64, be('a short word')).optional(),
    time: Name,
    /** Orders events of the same moment. */
    sequence: Name.optional(),
    when: some(Condition, 'conditions').optional(),
    /** A field such as `attributes.plan` goes into the inner mapping. */
    data: z.record(
      z.string().regex(/^[A-Za-z]+(\.[^.]{1,64})?$/, be('a field such as queue or attributes.plan')),
      Expression,
      object,
    ),
  },
  object,
);
export type Emission = z.infer<typeof Emission>;

const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|', whitespace: ' ' } as const;
export const delimiterOf = (name: keyof typeof delimiters): string => delimiters[name];

const Table = z.strictObject(
  {
    delimiter: z
      .enum(
        Object.keys(delimiters) as [keyof typeof delimiters],
        be(`one of ${Object.keys(delimiters).join(', ')}`),
      )
      .default('comma'),
    /** Whether cells may stand between double quotes, as RFC 4180 has it. */
    quotes: z.boolean(be('true or false')).optional(),
    /** The names of the columns where no header tells them. */
    columns: listOf(Name, 'names')
      .refine((names) => new Set(names).size === names.length, { error: 'must name each column once' })
      .optional(),
    /** Rows of one case that stand together, in order: each then has the cells of the one before as `previous:...`. */
    case: Name.optional(),
    encoding: z.string(be('the name of an encoding')).refine(isEncoding, be('a known encoding')).optional(),
  },
  object,
);
export type Table = z.infer<typeof Table>;

export const Mapping = z.strictObject(
  {
    /** What events name as their source. */
    source: z
      .string(be('a name without spaces'))
      .regex(/^[\x21-\x7e]{1,256}$/, be('1 to 256 characters without spaces')),
    /** The zone of local times. */
    zone: TimeZone,
    formats: some(TimeFormat, 'formats').default(['iso']),
    table: Table.default({ delimiter: 'comma' }),
    /** What tells one row from another; all columns unless named. */
    key: listOf(Name, 'names').optional(),
    /** Rows for which any of these holds are left out. */
    skip: some(Condition, 'conditions').default([]),
    values: z
      .record(Name, Expression, object)
      .refine((values) => Object.keys(values).length <= 200, { error: 'must be at most 200 values' })
      .default({}),
    events: listOf(Emission, 'events'),
  },
  object,
);
export type Mapping = z.infer<typeof Mapping>;

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding.length > 0;
  } catch {
    return false;
  }
}
