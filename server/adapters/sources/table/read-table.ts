import { delimiterOf, type Mapping, type Table } from './mapping.ts';
import { textOfFile } from './read-file.ts';
import { columnsOf } from './read-mapping.ts';
import { PREVIOUS, type Row, type RowReader } from './row.ts';
import { createRecordSplitter, type SplitRecord } from './split-records.ts';

/** Reads tables as a mapping describes them: a row for each record. */
export function createTableReader(mapping: Mapping): RowReader {
  const { table } = mapping;
  // Cells between quotes are the custom of commas; tabs and spaces need none.
  const quotes = table.quotes ?? !['tab', 'whitespace'].includes(table.delimiter);
  const settings = {
    delimiter: delimiterOf(table.delimiter),
    quotes: quotes && table.delimiter !== 'whitespace',
    width: table.columns?.length ?? ('as the first' as const),
  };
  const wanted = columnsOf(mapping);
  return {
    async *rowsOf(file, progress) {
      const splitter = createRecordSplitter(settings);
      const rows = createRowMaker(table, wanted);
      for await (const text of textOfFile(file, table.encoding ?? 'utf-8', progress)) {
        yield rows(splitter.push(text));
      }
      yield rows(splitter.end());
    },
  };
}

function createRowMaker(table: Table, wanted: ReadonlySet<string>) {
  let columns: readonly string[] | null = table.columns ?? null;
  let before: Row | null = null;
  const add = (row: Row): Row => {
    const followed = table.case === undefined ? row : following(row, before, table.case);
    before = row;
    return followed;
  };
  return (records: readonly SplitRecord[]): Row[] =>
    records.flatMap((record) => {
      if (columns) return isHeader(record, columns) ? [] : [add(rowOf(record, columns))];
      columns = headerOf(record, wanted);
      return [];
    });
}

/** With the cells of the row before, when that is of the same case. */
function following(row: Row, before: Row | null, column: string): Row {
  const own = row.cells.get(column);
  if (!before || own === undefined || before.cells.get(column) !== own) return row;
  const earlier = [...before.cells].map(([name, cell]) => [`${PREVIOUS}${name}`, cell] as const);
  return { ...row, cells: new Map([...row.cells, ...earlier]) };
}

function headerOf({ cells, fault }: SplitRecord, wanted: ReadonlySet<string>): readonly string[] {
  const names = cells.map((cell) => cell.trim());
  const missing = [...wanted].filter((name) => !names.includes(name));
  if (fault === undefined && missing.length === 0) return names;
  const found = names.slice(0, 40).join(', ').slice(0, 400);
  throw new Error(`the mapping needs the columns ${missing.join(', ')}; the header has ${found}`);
}

/** Files that were put together repeat their header. */
const isHeader = ({ cells }: SplitRecord, columns: readonly string[]): boolean =>
  cells.length === columns.length && cells.every((cell, index) => cell.trim() === columns[index]);

function rowOf({ line, cells, fault }: SplitRecord, columns: readonly string[]): Row {
  if (fault)
    return {
      line,
      cells: new Map([['', cells[0] ?? '']]),
      misfit: { column: 'the line', rule: ruleOf[fault] },
    };
  const named = new Map(cells.map((cell, index) => [columns[index] ?? `#${index + 1}`, cell]));
  if (cells.length === columns.length) return { line, cells: named };
  const rule = `must have ${columns.length} cells`;
  return { line, cells: named, misfit: { column: 'the line', rule } };
}

const ruleOf = {
  'too long': 'must be shorter than 64 kB',
  'quote not closed': 'must close every quote that it opens',
} as const;
