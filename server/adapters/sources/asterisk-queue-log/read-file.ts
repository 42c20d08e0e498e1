import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { createLineSplitter, type RawLine } from './line-splitter.ts';

/** The lines of a finished file, packed with gzip or not. */
export async function* linesOfFile(file: string): AsyncGenerator<readonly RawLine[]> {
  const splitter = createLineSplitter();
  const bytes = createReadStream(file, { highWaterMark: 256 * 1_024 });
  const chunks = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  // pipe() does not hand errors on: without this a file that can't be read would never end.
  bytes.on('error', (error) => chunks.destroy(error));
  for await (const chunk of chunks) yield splitter.push(chunk as Buffer);
  const rest = splitter.end();
  if (rest) yield [rest];
}
