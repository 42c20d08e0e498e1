import type { RowImportSettings } from './import-rows.ts';
import { createRowConverter, type RowOutcome } from './row-events.ts';

const ROWS = 20;

/** The lines that tell what an import would send for the first rows of a file. Sends nothing. */
export async function* checkRows(file: string, settings: RowImportSettings): AsyncGenerator<string> {
  const convert = createRowConverter(settings.mapping, settings.site);
  const counts = { rows: 0, events: 0, leftOut: 0, misfits: 0 };
  reading: for await (const rows of settings.reader.rowsOf(file, () => {})) {
    for (const row of rows) {
      const outcome = convert(row);
      counts.rows += 1;
      if ('misfit' in outcome) counts.misfits += 1;
      else if ('leftOut' in outcome) counts.leftOut += 1;
      else counts.events += outcome.events.length;
      for (const line of linesOf(outcome)) yield `${row.line}: ${line}`;
      if (counts.rows === ROWS) break reading;
    }
  }
  const { rows, events, leftOut, misfits } = counts;
  yield `${rows} rows, ${events} events, ${leftOut} rows left out, ${misfits} that do not fit; nothing was sent`;
}

function linesOf(outcome: RowOutcome): string[] {
  if ('misfit' in outcome) return [`does not fit: ${outcome.misfit.column} ${outcome.misfit.rule}`];
  if ('leftOut' in outcome) return ['left out'];
  if (outcome.events.length === 0) return ['no event'];
  return outcome.events.map(({ type, time, data }) => `${type} ${time} ${JSON.stringify(data)}`);
}
