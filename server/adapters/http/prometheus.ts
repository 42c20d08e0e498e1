import type { Verdict } from '../../ports/intake.ts';

export type Readings = {
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly loopDelayMs: { readonly mean: number; readonly p99: number };
  readonly walls: number;
  readonly ready: boolean;
  readonly memoryBytes: number;
  readonly uptimeSeconds: number;
};

/** Readings in the text format of Prometheus. No label holds anything that came from outside. */
export function prometheusText(readings: Readings): string {
  const { verdicts, loopDelayMs, walls, ready, memoryBytes, uptimeSeconds } = readings;
  const byVerdict = Object.entries(verdicts).map(([verdict, n]) => [`{verdict="${verdict}"}`, n] as const);
  return [
    family('events_total', 'counter', 'Events taken over HTTP since the start, by verdict.', byVerdict),
    family('event_loop_delay_seconds', 'gauge', 'How late timers fire.', [
      ['{quantile="mean"}', loopDelayMs.mean / 1_000],
      ['{quantile="0.99"}', loopDelayMs.p99 / 1_000],
    ]),
    family('sockets', 'gauge', 'Walls that are connected.', [['', walls]]),
    family('ready', 'gauge', 'Whether the ledger answers and the numbers move.', [['', ready ? 1 : 0]]),
    family('resident_memory_bytes', 'gauge', 'Memory of the process.', [['', memoryBytes]]),
    family('uptime_seconds', 'gauge', 'Time since the start.', [['', uptimeSeconds]]),
  ].join('');
}

type Samples = readonly (readonly [labels: string, value: number])[];

function family(name: string, type: 'counter' | 'gauge', help: string, samples: Samples): string {
  const lines = samples.map(([labels, value]) => `floorlight_${name}${labels} ${value}\n`);
  return `# HELP floorlight_${name} ${help}\n# TYPE floorlight_${name} ${type}\n${lines.join('')}`;
}
