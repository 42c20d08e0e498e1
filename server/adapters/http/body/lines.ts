const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** One line of a stream with its number from 1; `null` instead of the bytes of a line that is too long. */
export type Line = { readonly number: number; readonly bytes: Buffer | null };

/**
 * The lines of a stream in portions: all that one chunk of the stream completed. Holds no more than one line in
 * memory; empty lines are left out but counted. The stream is read only as fast as the portions are taken.
 */
export async function* linesOf(stream: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line[]> {
  let number = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;

  function complete(last: Buffer): Line | null {
    const isTooLong = heldBytes + last.length > maxBytes;
    const joined = isTooLong ? null : held.length === 0 ? last : Buffer.concat([...held, last]);
    const bytes = joined?.at(-1) === RETURN ? joined.subarray(0, -1) : joined;
    held = [];
    heldBytes = 0;
    const line = { number: number++, bytes };
    return bytes?.length === 0 ? null : line;
  }

  for await (const chunk of stream) {
    const lines: Line[] = [];
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to !== -1; to = chunk.indexOf(NEWLINE, from)) {
      const line = complete(chunk.subarray(from, to));
      if (line) lines.push(line);
      from = to + 1;
    }
    heldBytes += chunk.length - from;
    // Of a line that is too long already, nothing more needs to be held.
    if (heldBytes > maxBytes) held = [];
    else if (from < chunk.length) held.push(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  const line = heldBytes > 0 ? complete(Buffer.alloc(0)) : null;
  if (line) yield [line];
}
