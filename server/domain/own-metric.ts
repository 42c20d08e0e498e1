import type { FactName } from './facts.ts';
import type { Metric, SummedMetric, Unit } from './metric.ts';

/** A ratio that a site defines from its own counters. */
export type OwnRatio = {
  readonly id: string;
  readonly name: string;
  readonly short?: string | undefined;
  readonly meaning?: string | undefined;
  /** Counters to add up on either side. */
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
  readonly unit: Extract<Unit, 'ratio' | 'points'>;
  readonly better: Metric['better'];
  readonly target?: number | undefined;
  readonly minimumSample: number;
};

const SHORT_MOST = 16;

/** The metric of a site's own ratio: it lives in the catalogue beside ours and is computed like them (V2). */
export function ownMetric(ratio: OwnRatio): Metric {
  const { id, name, unit, better, target, minimumSample } = ratio;
  const numerator = ratio.numerator.map(factOfCounter);
  const denominator = ratio.denominator.map(factOfCounter);
  const formulas = [ratio.numerator.join(' + '), ratio.denominator.join(' + ')] as const;
  const metric: SummedMetric = {
    id,
    name,
    short: ratio.short ?? (name.length > SHORT_MOST ? `${name.slice(0, SHORT_MOST - 1)}…` : name),
    meaning: ratio.meaning ?? `The counters ${formulas[0]} over ${formulas[1]}, as this site defines it.`,
    unit,
    countedIn: 'count',
    attribution: 'the interval in which each was counted',
    better,
    ...(target === undefined ? {} : { target }),
    minimumSample,
    follows: 'defined by this site',
    facts: [...new Set([...numerator, ...denominator])],
    numerator: { formula: formulas[0], of: (sums) => sumOf(numerator, sums) },
    denominator: { formula: formulas[1], of: (sums) => sumOf(denominator, sums) },
  };
  return metric;
}

const factOfCounter = (counter: string): FactName => `count:${counter}`;
const sumOf = (facts: readonly FactName[], sums: Readonly<Record<FactName, number>>): number =>
  facts.reduce((sum, fact) => sum + (sums[fact] ?? 0), 0);
