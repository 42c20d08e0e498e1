import { z } from 'zod';
import { metricById } from '#domain/metrics/index.ts';
import { defaultValue } from '#domain/period.ts';

const be = (what: string) => ({ error: `must be ${what}` });
const mapping = be('a mapping of names to values');
const text = (what: string, most: number) => z.string(be(what)).min(1, be(what)).max(most, be(what));
const number = z.number(be('a number'));

const counter = be('the name of a counter: a letter, then up to 63 of A-Z a-z 0-9 . _ -');
const counters = be('a list of 1 to 20 counters');
const Counters = z
  .array(z.string(counter).regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/, counter), counters)
  .min(1, counters)
  .max(20, counters);

const id = be('1-40 letters and digits that begin with a lower-case letter');

/** A ratio that a site defines from its own counters, as `floorlight.yaml` tells it. */
export const OwnRatio = z.strictObject(
  {
    id: z
      .string(id)
      .regex(/^[a-z][A-Za-z0-9]{0,39}$/, id)
      .refine((name) => !metricById.has(name), { error: 'is the id of a metric that Floorlight brings' }),
    name: text('a name of at most 60 characters', 60),
    short: text('a name of at most 16 characters', 16).optional(),
    meaning: text('a sentence of at most 300 characters', 300).optional(),
    numerator: Counters,
    denominator: Counters,
    unit: z.enum(['ratio', 'points'], be('ratio or points')).default('ratio'),
    better: z.enum(['higher', 'lower', 'neither'], be('higher, lower or neither')).default('higher'),
    target: number.optional(),
    minimumSample: number.min(0, be('0 or more')).default(1),
  },
  mapping,
);

const margin = be('a share from 0 to 1');
const discount = be('a number from 0 to 1');

/** What customers are worth to the site. */
export const Value = z.strictObject(
  {
    margin: z.number(margin).min(0, margin).max(1, margin).default(defaultValue.margin),
    discountPerMonth: z
      .number(discount)
      .min(0, discount)
      .max(1, discount)
      .default(defaultValue.discountPerMonth),
  },
  mapping,
);

export const OwnRatios = z
  .array(OwnRatio, be('a list of metrics'))
  .max(100, be('a list of at most 100 metrics'))
  .superRefine((ratios, context) => {
    ratios.forEach(({ id: name }, index) => {
      if (ratios.findIndex((one) => one.id === name) === index) return;
      context.addIssue({ code: 'custom', path: [index, 'id'], message: 'must differ from those before it' });
    });
  });
