import { isUtf8 } from 'node:buffer';

export const MAX_LINE_BYTES = 65_536;

/** One line of a file as text. `complete` is false for a last line whose newline is missing. */
export type RawLine = {
  readonly text: string;
  readonly complete: boolean;
  readonly tooLong: boolean;
  readonly validUtf8: boolean;
};

export type LineSplitter = {
  /** Takes the next bytes of a file and gives the lines that they complete. */
  push(chunk: Buffer): RawLine[];
  /** Bytes since the last newline: what must be read again by whoever starts over. */
  pending(): number;
  /** Gives what is left when the file will not grow any more, and starts afresh. */
  end(): RawLine | null;
};

const NEWLINE = 10;

/** Cuts bytes into lines, however they are chunked. A line past the cap is kept out of memory. */
export function createLineSplitter(): LineSplitter {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let pending = 0;

  function keep(part: Buffer): void {
    pending += part.length;
    const room = MAX_LINE_BYTES + 1 - keptBytes;
    if (room <= 0 || part.length === 0) return;
    const fitting = part.subarray(0, room);
    kept.push(fitting);
    keptBytes += fitting.length;
  }

  function close(complete: boolean): RawLine {
    const bytes = kept.length === 1 ? kept[0]! : Buffer.concat(kept);
    kept = [];
    keptBytes = 0;
    pending = 0;
    if (bytes.length > MAX_LINE_BYTES) return { text: '', complete, tooLong: true, validUtf8: true };
    return { text: textOf(bytes), complete, tooLong: false, validUtf8: isUtf8(bytes) };
  }

  return {
    push(chunk) {
      const lines: RawLine[] = [];
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, end));
        lines.push(close(true));
        from = end + 1;
      }
      keep(chunk.subarray(from));
      return lines;
    },
    pending: () => pending,
    end: () => (pending === 0 ? null : close(false)),
  };
}

/** Without the carriage return of CRLF, and without the zero bytes that a truncated file can begin with. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: zero bytes are what is taken away
  return text.replace(/^[\u0000\uFEFF]+/, '').replace(/\r+$/, '');
}
