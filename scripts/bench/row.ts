/** One line of the table: a measured number, what it should be, and how it compares to a baseline of the same run. */
export type Row = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: { readonly atLeast: number } | { readonly atMost: number };
  /** The value divided by the baseline's. */
  readonly ratio?: number;
  /** What the ratio compares with. */
  readonly baseline?: string;
};

/** Whether the aim is met; `null` where there is none. */
export function isMet({ value, aim }: Row): boolean | null {
  if (aim === undefined) return null;
  return 'atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost;
}

/** The value below which a share of all values lies. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
