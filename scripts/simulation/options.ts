import { parseArgs } from 'node:util';
import { demoProfile, officeProfile, type Profile } from './profile.ts';

export const help = `Simulates a contact centre, as events that Floorlight takes.

  npx tsx scripts/simulate.ts [options]

What happens
  --seed N          the same seed gives the same events (default 1)
  --from ISO        when the first day begins (default: the hour that is running, in UTC)
  --hours H         how long customers arrive (default 8; what has begun then comes to its end)
  --timezone ZONE   the centre's clock (default UTC)
  --shape SHAPE     demo: day and night; office: 7 to 22 (default demo)
  --calls N         arrivals per hour at the peak (default 120)
  --agents N        how many agents there are (default: enough for the calls)
  --customers N     how many customers there are (default 40000)
  --site NAME       the site that all events name (default: none, which means main)

Where it goes
  --out FILE        write one event a line; - is standard output (default -)
  --url URL         or post to a running Floorlight, such as http://localhost:8383
  --key KEY         its API key, of scope ingest (with --history: import)
  --history         let it accept events of any age
  --speed X         1 is real time, 60 an hour a minute, max as fast as it goes (default: max to a file, 1 to a URL)

How it misbehaves (probability per event, 0 to 1)
  --duplicates P    delivered twice
  --late P          delivered minutes to hours late
  --lost-ends P     ends of segments and legs never delivered
  --shuffle         delivered out of order
`;

export type SimulateOptions = {
  readonly seed: number;
  readonly from: number;
  readonly hours: number;
  readonly timeZone: string;
  readonly profile: Profile;
  readonly calls?: number;
  readonly agents?: number;
  readonly customers?: number;
  readonly site?: string;
  readonly out: string | null;
  readonly url: string | null;
  readonly key: string | null;
  readonly history: boolean;
  readonly speed: number;
  readonly duplicates: number;
  readonly late: number;
  readonly lostEnds: number;
  readonly shuffle: boolean;
};

/** Reads the command line; throws with what was expected and what came. `null` asks for the help. */
export function readOptions(args: readonly string[], now: number): SimulateOptions | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ seed: text, from: text, hours: text, timezone: text, shape: text, calls: text, agents: text },
      ...{ customers: text, site: text, out: text, url: text, key: text, speed: text, duplicates: text },
      ...{ late: text, 'lost-ends': text, history: flag, shuffle: flag, help: flag },
    },
  });
  if (values.help) return null;
  const number = (name: keyof typeof values, usual: number, low: number, high: number): number => {
    const value = values[name] === undefined ? usual : Number(values[name]);
    if (value >= low && value <= high) return value;
    throw new Error(`--${name} must be a number from ${low} to ${high}, got "${values[name]}"`);
  };
  const given = (name: 'calls' | 'agents' | 'customers', high: number) =>
    values[name] === undefined ? {} : { [name]: number(name, 1, 1, high) };
  const from = values.from === undefined ? now - (now % 3_600_000) : Date.parse(values.from);
  if (Number.isNaN(from))
    throw new Error(`--from must be a date such as 2026-11-21T08:00Z, got "${values.from}"`);
  const url = values.url ?? null;
  if (url !== null && !URL.canParse(url)) throw new Error(`--url must be a web address, got "${url}"`);
  const speed = values.speed ?? (url === null ? 'max' : '1');
  return {
    seed: number('seed', 1, 0, 2 ** 31),
    from,
    hours: number('hours', 8, 0.01, 24 * 1_000),
    timeZone: values.timezone ?? 'UTC',
    profile: shapeNamed(values.shape ?? 'demo'),
    ...given('calls', 1e6),
    ...given('agents', 1e5),
    ...given('customers', 1e8),
    ...(values.site === undefined ? {} : { site: values.site }),
    out: url === null ? (values.out ?? '-') : (values.out ?? null),
    url,
    key: values.key ?? null,
    history: values.history,
    speed: speed === 'max' ? Number.POSITIVE_INFINITY : number('speed', 1, 0.01, 1e6),
    duplicates: number('duplicates', 0, 0, 1),
    late: number('late', 0, 0, 1),
    lostEnds: number('lost-ends', 0, 0, 1),
    shuffle: values.shuffle,
  };
}

function shapeNamed(name: string): Profile {
  if (name === 'demo') return demoProfile;
  if (name === 'office') return officeProfile;
  throw new Error(`--shape must be demo or office, got "${name}"`);
}
