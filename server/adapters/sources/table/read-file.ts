import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** The text of a file piece by piece, unpacked when its name ends in .gz, read as fast as it is taken. */
export async function* textOfFile(
  file: string,
  encoding: string,
  progress: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const bytes = createReadStream(file, { highWaterMark: 256 * 1_024 });
  const chunks = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  // pipe() does not hand errors on: without this a file that can't be read would never end.
  bytes.on('error', (error) => chunks.destroy(error));
  try {
    for await (const chunk of chunks) {
      yield decoder.decode(chunk as Buffer, { stream: true });
      progress(bytes.bytesRead);
    }
    yield decoder.decode();
  } finally {
    bytes.destroy();
  }
}
