import type { Readable } from 'node:stream';
import { FloorlightError } from '#domain/errors.ts';
import type { Intake, IntakeOptions, Result } from '../../../ports/intake.ts';
import { type Line, linesOf } from '../body/lines.ts';
import { parseJson } from '../body/parse.ts';
import { sizes, times } from '../body/sizes.ts';
import { rejected, takeEvents } from './take.ts';

/** A line as it was read: an event, or why it is none. */
type Read = { readonly input: unknown } | { readonly result: Result };

/**
 * Takes events line by line, 500 at a time, and yields the results in order. The stream is not read on while a
 * portion is being taken. A line that cannot be read gets its verdict and stops nothing.
 */
export async function* takeLines(
  intake: Intake,
  stream: Readable,
  options: IntakeOptions,
): AsyncGenerator<readonly Result[]> {
  let portion: Read[] = [];
  let bytes = 0;
  for await (const lines of linesOf(inTime(stream), sizes.lineBytes)) {
    for (const line of lines) {
      portion.push(readLine(line));
      bytes += line.bytes?.length ?? 0;
      if (portion.length < sizes.batchEvents && bytes < sizes.batchBytes) continue;
      yield takePortion(intake, portion, options);
      portion = [];
      bytes = 0;
    }
  }
  if (portion.length > 0) yield takePortion(intake, portion, options);
}

/** The stream, which may take as long as it likes but not stand still. */
async function* inTime(stream: Readable): AsyncGenerator<Buffer> {
  const message = `Nothing more of the body arrived for ${times.stall / 1_000} s.`;
  const stalled = setTimeout(
    () => stream.destroy(new FloorlightError('BODY_NOT_JSON', message)),
    times.stall,
  );
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      yield chunk;
      stalled.refresh();
    }
  } finally {
    clearTimeout(stalled);
    // After a failure the rest is dropped as it comes: a sender that is cut off never sees the answer.
    stream.resume();
  }
}

async function takePortion(
  intake: Intake,
  portion: readonly Read[],
  options: IntakeOptions,
): Promise<readonly Result[]> {
  const inputs = portion.flatMap((read) => ('input' in read ? [read.input] : []));
  const taken = await takeEvents(intake, inputs, options);
  let next = 0;
  // One result for each input, in order; the lines that could not be read fill the gaps.
  return portion.map((read) => ('result' in read ? read.result : (taken[next++] as Result)));
}

function readLine({ number, bytes }: Line): Read {
  if (bytes === null) return refused(number, `is longer than ${sizes.lineBytes} bytes`);
  try {
    return { input: parseJson(bytes) };
  } catch (error) {
    if (!(error instanceof FloorlightError)) throw error;
    return refused(
      number,
      error.code === 'BODY_TOO_DEEP' ? `is nested deeper than ${sizes.depth} levels` : 'is not valid JSON',
    );
  }
}

const refused = (number: number, rule: string): Read => ({
  result: rejected(null, `line ${number}: ${rule}`),
});
