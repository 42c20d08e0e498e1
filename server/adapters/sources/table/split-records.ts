export const MAX_RECORD = 65_536;

export type SplitRecord = {
  /** The line on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Set when the record could not be read; `cells` then holds its first line as it stands, shortened. */
  readonly fault?: 'too long' | 'quote not closed';
};

export type RecordSplitter = {
  /** Takes the next text of a file and gives the records that it completes. */
  push(text: string): SplitRecord[];
  /** Gives what is left when nothing more comes. */
  end(): SplitRecord[];
};

export type SplitSettings = {
  /** One character; a space stands for any run of spaces and tabs. */
  readonly delimiter: string;
  /** Whether cells may stand between double quotes (RFC 4180), with delimiters and newlines inside. */
  readonly quotes: boolean;
  /** How many cells a record has, so that a quote that another line closes is known as such. */
  readonly width?: number | 'as the first';
};

type Cut = {
  readonly cells: readonly string[];
  readonly next: number;
  /** A quoted cell goes over lines and more stands behind its closing quote: that quote was meant to open. */
  readonly isDoubtful?: boolean;
};

/**
 * Cuts text into records, however it is chunked. A quote that is never closed costs one line, not the rest of the file;
 * no record is kept past the cap.
 */
export function createRecordSplitter(settings: SplitSettings): RecordSplitter {
  let rest = '';
  let line = 1;
  /** Inside a line past the cap: everything up to its end is dropped. */
  let isDropping = false;
  let width = settings.width;

  function take(text: string, isEnd: boolean): SplitRecord[] {
    const records: SplitRecord[] = [];
    rest += text;
    let at = isDropping ? pastLine() : 0;
    while (at < rest.length) {
      const cut = cutRecord(rest, at, settings, isEnd);
      if (cut && cut.next - at <= MAX_RECORD && !swallows(cut, at)) {
        if (!isBlank(cut.cells)) add(records, cut.cells);
        line += newlinesIn(at, cut.next);
        at = cut.next;
      } else if (isEnd || cut || rest.length - at > MAX_RECORD) {
        at = giveUp(at, records);
      } else break;
    }
    rest = rest.slice(at);
    return records;
  }

  function add(records: SplitRecord[], cells: readonly string[]): void {
    if (width === 'as the first') width = cells.length;
    records.push({ line, cells });
  }

  /** Whether a record goes over lines that cannot be its own. */
  function swallows({ cells, next, isDoubtful }: Cut, at: number): boolean {
    if (isDoubtful) return true;
    if (typeof width !== 'number' || cells.length === width) return false;
    return rest.slice(at, next).trimEnd().includes('\n');
  }

  /** Tells that the record at `at` cannot be read, and gives where to go on: behind its first line. */
  function giveUp(at: number, records: SplitRecord[]): number {
    const newline = rest.indexOf('\n', at);
    const end = newline < 0 ? rest.length : newline + 1;
    const isTooLong = end - at > MAX_RECORD;
    const cells = [rest.slice(at, Math.min(end, at + 200)).trimEnd()];
    records.push({ line, cells, fault: isTooLong ? 'too long' : 'quote not closed' });
    isDropping = newline < 0;
    if (!isDropping) line += 1;
    return end;
  }

  function pastLine(): number {
    const newline = rest.indexOf('\n');
    isDropping = newline < 0;
    if (!isDropping) line += 1;
    return isDropping ? rest.length : newline + 1;
  }

  function newlinesIn(from: number, to: number): number {
    let count = 0;
    for (let at = rest.indexOf('\n', from); at >= 0 && at < to; at = rest.indexOf('\n', at + 1)) count += 1;
    return count;
  }

  return { push: (text) => take(text, false), end: () => take('', true) };
}

const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && cells[0]?.trim() === '';

/** The record that begins at `from`; `null` when the text ends before it does. */
function cutRecord(text: string, from: number, settings: SplitSettings, isEnd: boolean): Cut | null {
  if (settings.delimiter === ' ') return cutAtSpaces(text, from, isEnd);
  const cells: string[] = [];
  let isDoubtful = false;
  for (let at = from; ; ) {
    const cell = settings.quotes && text[at] === '"' ? quotedAt(text, at, isEnd) : { start: '', next: at };
    if (!cell) return null;
    const end = breakAt(text, cell.next, settings.delimiter);
    if (end === text.length && !isEnd) return null;
    const isLast = end === text.length || text[end] === '\n';
    // What stands behind a closing quote, against the rule, stays with its cell.
    const tail = text.slice(cell.next, isLast && text[end - 1] === '\r' ? Math.max(end - 1, cell.next) : end);
    if (tail.trim() !== '' && cell.start.includes('\n')) isDoubtful = true;
    cells.push(cell.start + tail);
    at = end + 1;
    if (isLast) return { cells, next: Math.min(at, text.length), isDoubtful };
  }
}

function cutAtSpaces(text: string, from: number, isEnd: boolean): Cut | null {
  const newline = text.indexOf('\n', from);
  if (newline < 0 && !isEnd) return null;
  const end = newline < 0 ? text.length : newline;
  return { cells: text.slice(from, end).trim().split(/\s+/), next: newline < 0 ? end : end + 1 };
}

/** A cell between quotes and where it ends; `null` when its closing quote is not there (yet). */
function quotedAt(text: string, from: number, isEnd: boolean): { start: string; next: number } | null {
  let start = '';
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    // Whether a quote at the very end is doubled is only known with what follows.
    if (quote < 0 || (quote === text.length - 1 && !isEnd)) return null;
    start += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { start, next: quote + 1 };
    start += '"';
    at = quote + 2;
  }
}

function breakAt(text: string, from: number, delimiter: string): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === delimiter || character === '\n') return at;
  }
  return text.length;
}
