import { createWriteStream } from 'node:fs';
import process from 'node:process';
import { finished } from 'node:stream/promises';
import { createCentre } from './simulation/centre.ts';
import { deliver, toLines, toServer } from './simulation/delivery.ts';
import { misbehave } from './simulation/misbehaviour.ts';
import { help, readOptions, type SimulateOptions } from './simulation/options.ts';

const HOUR_MS = 3_600_000;

async function simulate(options: SimulateOptions): Promise<void> {
  const { from, hours, calls, seed, url, speed } = options;
  const endsAt = from + hours * HOUR_MS;
  const centre = createCentre({
    ...options,
    startedAt: from,
    endsAt,
    ...(calls !== undefined && { callsPerHour: calls }),
  });
  const events = misbehave(centre, { ...options, seed });
  const verdicts = new Map<string, number>();
  if (url !== null) {
    const sent = await deliver(events, {
      speed,
      startedAt: from,
      send: toServer({ ...options, url }, verdicts),
    });
    const tally = [...verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
    process.stderr.write(`${sent} events sent to ${url}: ${tally}\n`);
    return;
  }
  const file = options.out === '-' || options.out === null ? null : createWriteStream(options.out);
  const written = await deliver(events, { speed, startedAt: from, send: toLines(file ?? process.stdout) });
  if (file) {
    file.end();
    await finished(file);
    process.stderr.write(`${written} events written to ${options.out}\n`);
  }
}

// A reader that has seen enough, such as `head`, closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
try {
  const options = readOptions(process.argv.slice(2), Date.now());
  if (options === null) process.stdout.write(help);
  else await simulate(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
