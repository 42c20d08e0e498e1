import { type Result, type Verdict, verdicts } from '../../ports/intake.ts';

/** How many events got which verdict since the start. */
export type VerdictCounts = {
  count(results: readonly Result[]): void;
  all(): Readonly<Record<Verdict, number>>;
};

export function createVerdictCounts(): VerdictCounts {
  // Filled from the list of all verdicts, so that none is missing.
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  return {
    count(results) {
      for (const { verdict } of results) counts[verdict]++;
    },
    all: () => counts,
  };
}
