import type { Row } from './dataset.ts';

type Column = { readonly mean: number; readonly deviation: number };

/** Standardised features with a flag for missing: what plain logistic regression reads. */
export function fitStandard(rows: readonly Row[]): readonly Column[] {
  return (rows[0]?.vector ?? []).map((_, index) => {
    const seen = rows.map(({ vector }) => vector[index]).filter((value) => typeof value === 'number');
    const mean = seen.reduce((sum, value) => sum + value, 0) / Math.max(1, seen.length);
    const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, seen.length);
    return { mean, deviation: Math.sqrt(variance) || 1 };
  });
}

export const standardWidth = (columns: readonly Column[]): number => 2 * columns.length;

export function standardise(
  { vector }: Row,
  columns: readonly Column[],
  into: Float32Array,
  offset: number,
): void {
  columns.forEach(({ mean, deviation }, index) => {
    const value = vector[index] ?? null;
    into[offset + 2 * index] = value === null ? 0 : (value - mean) / deviation;
    into[offset + 2 * index + 1] = value === null ? 1 : 0;
  });
}
