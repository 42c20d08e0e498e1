import { rowOf } from './dialects/index.ts';
import type { Row } from './dialects/row.ts';
import type { RawLine } from './line-splitter.ts';

export type LogLine = {
  /** Seconds since 1970 UTC: queue_log knows no finer time. */
  readonly epoch: number;
  readonly callId: string;
  readonly queue: string;
  readonly agent: string;
  readonly event: string;
  readonly params: readonly string[];
  readonly row: Row;
  /** The line itself: what makes its events the same whenever it is read again. */
  readonly text: string;
};

export type NoteKind =
  | 'cut-line'
  | 'long-line'
  | 'bad-time'
  | 'invalid-utf8'
  | 'unknown-event'
  | 'pipe-in-name'
  | 'lost-file';
/** Something about a line that is not an event. Examples hold no caller's data. */
export type Note = { readonly kind: NoteKind; readonly example?: string };

const EARLIEST = 1_000_000_000;
const LATEST = 4_102_444_800;

/** One line to its parts, or to the reason why it has none; a line can be read and still be worth a note. */
export function readLine(raw: RawLine): { line?: LogLine; notes: readonly Note[] } {
  if (raw.tooLong) return { notes: [{ kind: 'long-line' }] };
  if (raw.text === '') return { notes: [] };
  const read = partsOf(raw);
  if (raw.validUtf8) return read;
  return { ...read, notes: [{ kind: 'invalid-utf8', ...exampleOf(read.line?.event) }, ...read.notes] };
}

function partsOf(raw: RawLine): { line?: LogLine; notes: readonly Note[] } {
  const fields = raw.text.split('|');
  const [time = '', callId = ''] = fields;
  if (fields.length < 5) return { notes: [{ kind: 'cut-line', ...exampleOf(`${fields.length} fields`) }] };
  const epoch = /^\d{10}$/.test(time.trim()) ? Number(time) : 0;
  if (epoch < EARLIEST || epoch > LATEST)
    return { notes: [{ kind: 'bad-time', ...exampleOf(time.slice(0, 30)) }] };
  const event = fields[4]!;
  const row = rowOf(event);
  if (!row) return readShifted(raw, fields, epoch);
  const params = fields.slice(5);
  if (isCut(raw, row, params)) return { notes: [{ kind: 'cut-line', ...exampleOf(event) }] };
  const line = { epoch, callId, queue: fields[2]!, agent: fields[3]!, event, params, row, text: raw.text };
  return { line, notes: [] };
}

/** The event is not where it should be: either nobody knows it, or a `|` in the queue's name has moved it. */
function readShifted(
  raw: RawLine,
  fields: readonly string[],
  epoch: number,
): { line?: LogLine; notes: readonly Note[] } {
  const unknown = fields[4]!;
  const places = fields.flatMap((field, index) => (index > 4 && rowOf(field) ? [index] : []));
  if (places.length === 0) return { notes: [{ kind: 'unknown-event', ...exampleOf(unknown.slice(0, 40)) }] };
  const note: Note = { kind: 'pipe-in-name', ...exampleOf(fields[places[0]!]) };
  const lines = places.flatMap((place) => {
    const row = rowOf(fields[place]!)!;
    const params = fields.slice(place + 1);
    return fits(raw, row, params, unknown, fields[place - 1]!) ? [{ place, row, params }] : [];
  });
  const found = lines.length === 1 ? lines[0] : undefined;
  if (!found) return { notes: [note] };
  const { place, row, params } = found;
  const line = {
    epoch,
    callId: fields[1]!,
    queue: fields.slice(2, place - 1).join('|'),
    agent: fields[place - 1]!,
    event: fields[place]!,
    params,
    row,
    text: raw.text,
  };
  return { line, notes: [note] };
}

/** Whether a known event that stands further right can be trusted to be the event of its line. */
function fits(raw: RawLine, row: Row, params: readonly string[], unknown: string, agent: string): boolean {
  if (isCut(raw, row, params)) return false;
  const lengths = lengthsOf(row);
  if (lengths.length > 0) return lengths.every((at) => secondsAt(params, at) !== null);
  // Without numbers to check, a word in capitals may as well be an event that nobody knows, with this as its value.
  return agent === 'NONE' || !/^[A-Z][A-Z_]+$/.test(unknown);
}

function isCut(raw: RawLine, row: Row, params: readonly string[]): boolean {
  if (params.length < row.least) return true;
  return !raw.complete && params.length < Math.max(1, row.full);
}

function lengthsOf(row: Row): number[] {
  switch (row.does) {
    case 'enter':
      return [row.position];
    case 'answer':
    case 'abandon':
      return [row.wait];
    case 'leave':
      return row.wait === undefined ? [] : [row.wait];
    case 'end':
    case 'transfer':
      return [row.wait, row.talk];
    case 'miss':
      return row.ringMs === undefined ? [] : [row.ringMs];
    case 'nothing':
    case 'restart':
    case 'ring':
    case 'hold':
    case 'resume':
    case 'agent':
      return [];
  }
}

/** A whole number at a position of the parameters; `null` when there is none. */
export function secondsAt(params: readonly string[], at: number | undefined): number | null {
  const text = at === undefined ? undefined : params.at(at)?.trim();
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const exampleOf = (example: string | undefined) => (example === undefined ? {} : { example });
