import type { Dimensions } from './cells.ts';
import { entriesOf, type Facts, readGroupKey } from './cells.ts';
import { emptyFigure, type Figure } from './figure.ts';
import { figureOf, type Metric } from './metric.ts';
import type { Period } from './period.ts';

/** Adds `from` into `into`, in place. */
export function addSums(into: Facts, from: Facts): void {
  for (const [name, amount] of entriesOf(from)) into[name] = (into[name] ?? 0) + amount;
}

/** Adds up the groups that `pick` gives one name; those it gives `null` are left out. */
export function foldGroups(
  groups: Iterable<readonly [string, Facts]>,
  pick: (of: Dimensions) => string | null,
): Map<string, Facts> {
  const folded = new Map<string, Facts>();
  for (const [key, sums] of groups) {
    const name = pick(readGroupKey(key));
    if (name === null) continue;
    let into = folded.get(name);
    if (!into) {
      into = {};
      folded.set(name, into);
    }
    addSums(into, sums);
  }
  return folded;
}

/** The figures of a day that is not over: nothing of it has matured. */
export function figuresOf(metrics: readonly Metric[], sums: Facts, period?: Period): Record<string, Figure> {
  return Object.fromEntries(
    metrics.map((metric) => [metric.id, metric.maturedOnly ? emptyFigure : figureOf(metric, sums, period)]),
  );
}
