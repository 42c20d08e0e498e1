import { textOfFile } from '../table/read-file.ts';
import { PREVIOUS, type Row, type RowReader } from '../table/row.ts';
import { createXmlReader, type XmlPiece } from './xml-pieces.ts';

const attributeTags = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);
const MAX_ATTRIBUTES = 1_000;
const MAX_DEPTH = 1_000;

/**
 * Reads event logs in XES: a row for each event. Its columns are the attributes of the event, those of its trace as
 * `case:...`, those of the event before it in the trace as `previous:...`, and `case:position`, counted from 1.
 */
export function createXesReader(): RowReader {
  return {
    async *rowsOf(file, progress) {
      const xml = createXmlReader();
      const log = createLogReader();
      for await (const text of textOfFile(file, 'utf-8', progress)) {
        yield xml.push(text).flatMap((piece) => log.take(piece) ?? []);
      }
      yield log.end(xml.isInside());
    },
  };
}

type Event = ReadonlyMap<string, string>;

function createLogReader() {
  /** The elements that are open, outermost first. */
  const open: string[] = [];
  let hasLog = false;
  let count = 0;
  let position = 0;
  let trace = new Map<string, string>();
  let event = new Map<string, string>();
  let previous: Event | null = null;

  function begin(name: string, attributes: ReadonlyMap<string, string>): void {
    const parent = open.at(-1);
    if (name === 'log') hasLog = true;
    if (name === 'trace') {
      trace = new Map();
      previous = null;
      position = 0;
    }
    if (name === 'event') event = new Map();
    const key = attributes.get('key');
    const value = attributes.get('value');
    // Attributes of attributes, lists and the defaults of the log say nothing about the event itself.
    if (attributeTags.has(name) && key !== undefined && value !== undefined) {
      if (parent === 'event' && event.size < MAX_ATTRIBUTES) event.set(key, value);
      if (parent === 'trace' && trace.size < MAX_ATTRIBUTES) trace.set(`case:${key}`, value);
    }
    open.push(name);
    if (open.length > MAX_DEPTH)
      throw new Error(`it is no XES: it is nested deeper than ${MAX_DEPTH} elements`);
  }

  function finish(name: string): Row | null {
    const at = open.lastIndexOf(name);
    // A closing tag that closes nothing is passed over; one that closes more than it should ends all of it.
    if (at < 0) return null;
    open.length = at;
    if (name !== 'event' || open.at(-1) !== 'trace') return null;
    position += 1;
    count += 1;
    const cells = new Map([...event, ...trace, ['case:position', String(position)] as const]);
    for (const [key, value] of previous ?? []) cells.set(`${PREVIOUS}${key}`, value);
    previous = event;
    return { line: count, cells };
  }

  return {
    take(piece: XmlPiece): Row | null {
      if (piece.kind === 'close') return finish(piece.name);
      begin(piece.name, piece.attributes);
      return null;
    },
    end(isInsideTag: boolean): Row[] {
      if (!hasLog) throw new Error('it is no XES: it has no <log>');
      if (!isInsideTag && open.length === 0) return [];
      const misfit = { column: 'the file', rule: 'must not end in the middle' };
      return [{ line: count + 1, cells: new Map(), misfit }];
    },
  };
}
