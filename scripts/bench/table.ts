import { isMet, type Row } from './row.ts';

const heads = ['what', 'measured', 'aim', '', 'ratio', 'to'];

/** The rows as a table of text. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0, column)));
  lines.splice(
    1,
    0,
    widths.map((width) => '-'.repeat(width)),
  );
  return lines.map((line) => line.join('  ').trimEnd()).join('\n');
}

function cellsOf(row: Row): string[] {
  const met = isMet(row);
  return [
    row.what,
    `${numberOf(row.value)} ${row.unit}`,
    aimOf(row),
    met === null ? '' : met ? 'met' : 'MISSED',
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    row.baseline ?? '',
  ];
}

function aimOf({ aim }: Row): string {
  if (aim === undefined) return '';
  return 'atLeast' in aim ? `>= ${numberOf(aim.atLeast)}` : `<= ${numberOf(aim.atMost)}`;
}

const numberOf = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 1 : 0 });

/** Numbers stand under each other by their last digit. */
const padded = (cell: string, width: number, column: number): string =>
  column === 1 || column === 2 || column === 4 ? cell.padStart(width) : cell.padEnd(width);
