import { parseArgs } from 'node:util';
import { type Bench, createBench } from './bench/bench.ts';
import { benchFresh } from './bench/fresh.ts';
import { benchIngest } from './bench/ingest.ts';
import { benchPage } from './bench/page.ts';
import { benchPush } from './bench/push.ts';
import { isMet, type Row } from './bench/row.ts';
import { tableOf } from './bench/table.ts';

const help = `Measures Floorlight and prints a table. Starts servers of its own, on data of their own.

  npm run bench -- [options]

  --only PARTS     some of: ingest, push, page, fresh (default: all but fresh, which downloads)
  --all            every part
  --json           print JSON instead of a table
  --profiles DIR   let the servers leave CPU profiles in DIR
`;

type Part = (bench: Bench) => Promise<Row[]>;
const parts: Readonly<Record<string, Part>> = {
  ingest: benchIngest,
  push: benchPush,
  page: benchPage,
  fresh: benchFresh,
};
const usual = Object.keys(parts).filter((name) => name !== 'fresh');

async function run(names: readonly string[], profiles: string | null): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    const bench = createBench(profiles);
    const interrupted = () => void bench.undo().finally(() => process.exit(130));
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    try {
      rows.push(...((await parts[name]?.(bench)) ?? []));
    } finally {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      await bench.undo();
    }
  }
  return rows;
}

function wantedOf(only: string | undefined, all: boolean): readonly string[] {
  if (only === undefined) return all ? Object.keys(parts) : usual;
  const names = only.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !(name in parts));
  if (unknown === undefined) return names;
  throw new Error(`--only must be some of ${Object.keys(parts).join(', ')}, got "${unknown}"`);
}

try {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { only: text, all: flag, json: flag, profiles: text, help: flag },
  });
  if (values.help) {
    process.stdout.write(help);
  } else {
    const rows = await run(wantedOf(values.only, values.all), values.profiles ?? null);
    const told = rows.map((row) => ({ ...row, what: row.what.trim(), met: isMet(row) }));
    process.stdout.write(`${values.json ? JSON.stringify(told, null, 2) : tableOf(rows)}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
