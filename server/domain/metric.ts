import { type FactName, isAgentTime, isByAgent, meaningOf, type SubjectKind, type Sums } from './facts.ts';
import { emptyFigure, type Figure } from './figure.ts';
import { type Interval, wilson } from './interval.ts';
import { majorOf } from './money.ts';
import { type Amount, amountFacts, inOneCurrency } from './one-currency.ts';
import { type Period, wholePeriod } from './period.ts';

/** `score`: whole, from -100 to 100. `points`: a mean on the scale that the metric names. */
export type Unit = 'count' | 'ratio' | 'duration' | 'score' | 'points' | 'money';
export type Dimension = 'queue' | 'channel' | 'direction' | 'team' | 'agent';
/** A side of a formula: the words for people and the arithmetic for us, kept next to each other. */
export type Side<F extends string> = {
  readonly formula: string;
  readonly of: (sums: Readonly<Record<F, number>>, period: Period) => number;
};

type Described = {
  readonly id: string;
  readonly name: string;
  /** What a tile calls it: at most 16 characters, in the trade's own words. */
  readonly short: string;
  readonly meaning: string;
  readonly unit: Unit;
  readonly countedIn: SubjectKind;
  readonly attribution: string;
  readonly better: 'higher' | 'lower' | 'neither';
  /** Default target; a site sets its own. */
  readonly target?: number;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Below this many subjects the figure is provisional. */
  readonly minimumSample: number;
  readonly follows: string;
  /** A figure still changes for this long after the end of its period, and is provisional until then. */
  readonly maturesAfterMs?: number;
  /** Counts only what is that old already. */
  readonly maturedOnly?: true;
};

type Computed<F extends FactName, A extends Amount = Amount> = {
  readonly facts: readonly F[];
  /** Families by currency: the figure is that of the one currency there is, and none where they mix (V5). */
  readonly amounts?: readonly A[];
  readonly numerator: Side<F | A>;
  /** Absent for a count: its value is the numerator. */
  readonly denominator?: Side<F | A>;
  /** How many subjects the figure rests on, where that is not the denominator. */
  readonly sample?: (sums: Readonly<Record<F | A, number>>) => number;
  /** How sure the value is, for one that rests on answers of some for all. */
  readonly interval?: 'wilson' | ((sums: Readonly<Record<F, number>>) => Interval | null);
  /** Why these sums must not be told as one figure; `null` when they may. */
  readonly refusal?: (sums: Readonly<Record<F, number>>) => string | null;
};
/** A metric of this moment: it is read from what waits and who works now, not from sums. */
type Momentary = { readonly now: string };

export type Metric = Described & (Computed<FactName> | Momentary);
export type SummedMetric = Described & Computed<FactName>;

/** A metric made of sums. The parameter of its sides is inferred from `facts`, so a misspelt fact does not compile. */
export function defineMetric<F extends FactName, A extends Amount = never>(
  definition: Described & Computed<F, A>,
): Metric {
  // A side typed by fewer facts is safe to call with all of them, which variance hides from the compiler.
  return definition as unknown as SummedMetric;
}

export const defineMomentaryMetric = (definition: Described & Momentary): Metric => definition;

export const isSummed = (metric: Metric): metric is SummedMetric => 'facts' in metric;

/** Whether a metric can be told apart by agent or team, and whether it exists outside of that. */
export function scopeOf(metric: Metric): { byAgent: boolean; byQueue: boolean } {
  if (!isSummed(metric)) return { byAgent: false, byQueue: false };
  return {
    byAgent: !metric.amounts && metric.facts.every(isByAgent),
    byQueue: !metric.facts.some(isAgentTime),
  };
}

/** Sums to figure (F1): a rate with denominator 0 is `null`, never 0 (L6). */
export function figureOf(metric: Metric, sums: Sums, period: Period = wholePeriod): Figure {
  if (!isSummed(metric)) return emptyFigure;
  // Every fact of the metric is filled in, so the cast only tells what the loop made true.
  const filled = Object.fromEntries(metric.facts.map((fact) => [fact, sums[fact] ?? 0])) as Record<
    FactName | Amount,
    number
  >;
  const money = inOneCurrency(metric.amounts ?? [], sums);
  if ('refused' in money) return { ...emptyFigure, ...money };
  Object.assign(filled, money.amounts);
  const numerator = metric.numerator.of(filled, period);
  if (!metric.denominator) {
    return { value: numerator, numerator, denominator: null, n: numerator, provisional: false };
  }
  const denominator = metric.denominator.of(filled, period);
  const n = metric.sample?.(filled) ?? denominator;
  if (metric.unit === 'money') return moneyFigure(metric, { numerator, denominator, n }, money.currency);
  const refused = metric.refusal?.(filled);
  if (refused) return { ...emptyFigure, denominator, n: denominator, refused };
  return {
    value: denominator > 0 ? quotientOf(metric, numerator, denominator) : null,
    numerator,
    denominator,
    n,
    provisional: n < metric.minimumSample,
    ...(metric.interval && (intervalOf(metric, filled, numerator, denominator) ?? unknownInterval)),
  };
}

/** In units of the currency: 49.5 is forty-nine and a half euros. Without any amount there is no currency to tell. */
function moneyFigure(
  metric: SummedMetric,
  { numerator, denominator, n }: { numerator: number; denominator: number; n: number },
  currency: string | null,
): Figure {
  if (currency === null) return emptyFigure;
  const told = majorOf(numerator, currency);
  return {
    value: denominator > 0 && n > 0 ? told / denominator : null,
    numerator: told,
    denominator,
    n,
    provisional: n < metric.minimumSample,
    currency,
  };
}

const unknownInterval = { low: null, high: null };

function intervalOf(
  metric: SummedMetric,
  filled: Readonly<Record<FactName, number>>,
  numerator: number,
  denominator: number,
): Interval | null {
  return metric.interval === 'wilson' ? wilson(numerator, denominator) : (metric.interval?.(filled) ?? null);
}

/** A score is told whole; half a point goes away from 0, so that good and bad are treated alike. */
function quotientOf({ unit }: SummedMetric, numerator: number, denominator: number): number {
  if (unit !== 'score') return numerator / denominator;
  const rounded = Math.round(Math.abs(100 * numerator) / denominator);
  return numerator < 0 ? 0 - rounded : rounded;
}

/** A metric as the catalogue tells it: everything but the code. */
export function describe(metric: Metric) {
  const { id, name, short, meaning, unit, countedIn, attribution, better, minimumSample, follows } = metric;
  const summed = isSummed(metric) ? metric : null;
  return {
    id,
    name,
    short,
    meaning,
    unit,
    countedIn,
    attribution,
    better,
    target: metric.target ?? null,
    parameters: metric.parameters ?? {},
    minimumSample,
    follows,
    numerator: summed?.numerator.formula ?? ('now' in metric ? metric.now : ''),
    denominator: summed?.denominator?.formula ?? null,
    facts: [...(summed?.facts ?? []), ...amountFacts(summed?.amounts ?? [])].map((fact) => ({
      id: fact,
      meaning: meaningOf(fact),
    })),
    scope: scopeOf(metric),
    version: 1,
    effectiveFrom: null,
  };
}
export type CatalogueEntry = ReturnType<typeof describe>;
