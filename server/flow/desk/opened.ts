import type { Dimensions, Facts } from '#domain/cells.ts';
import { isSummed, type Metric } from '#domain/metric.ts';
import type { MetricsQuery } from '../../ports/desk.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { addToOpening, readOpening } from '../opening.ts';

const needsOpening = (metric: Metric): boolean =>
  isSummed(metric) &&
  [...metric.facts, ...(metric.amounts ?? [])].some((fact) => fact.startsWith('opening:'));

/**
 * For each interval what was there before it: the opening of the range, and what the intervals before added. `null`
 * when no metric asks for it. Customers belong to no queue, so only the group without any has an opening.
 */
export async function openingsOf(
  ledger: Ledger,
  timeZone: string,
  query: MetricsQuery,
  metrics: readonly Metric[],
): Promise<
  ((of: Dimensions, starts: readonly number[], sums: ReadonlyMap<number, Facts>) => Facts[]) | null
> {
  if (!metrics.some(needsOpening)) return null;
  const first = await readOpening(ledger, { site: query.site, timeZone, before: query.from });
  const isNarrowed = Object.values(query.where).some((value) => value !== '');
  return (of, starts, sums) => {
    const isTheirs = !isNarrowed && query.groupBy.every((dimension) => of[dimension] === '');
    const running: Facts = isTheirs ? { ...first } : {};
    return starts.map((start) => {
      const before = { ...running };
      addToOpening(running, sums.get(start) ?? {});
      return before;
    });
  };
}
