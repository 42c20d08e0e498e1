import type { Metric } from '#domain/metric.ts';
import type { Entry } from './answers.ts';

/** A metric as the page itself knows it: without the limits of a site, which only its server knows. */
export function entryOf(metric: Metric): Entry {
  const isCounted = 'facts' in metric;
  return {
    ...metric,
    target: metric.target ?? null,
    parameters: metric.parameters ?? {},
    numerator: isCounted ? metric.numerator.formula : metric.now,
    denominator: isCounted ? (metric.denominator?.formula ?? null) : null,
    version: 1,
    effectiveFrom: null,
  };
}

/** Read from this moment and not counted from what happened: there is nothing to list behind it. */
export const isMomentary = (metric: Metric): boolean => !('facts' in metric);
