import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import type { ImportContext } from '../../server/adapters/sources/asterisk-queue-log/index.ts';
import {
  createTableReader,
  importRows,
  loadMapping,
  type Mapping,
  type RowImportSummary,
  readMapping,
} from '../../server/adapters/sources/table/index.ts';
import { createXesReader } from '../../server/adapters/sources/xes/index.ts';
import { createMemoryStore } from '../../server/adapters/store/memory.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import { testSites, workbench } from './workbench.ts';

/** A mapping of the product by its name, or one that is given as YAML. */
export async function mappingOf(nameOrYaml: string): Promise<Mapping> {
  const read = nameOrYaml.includes('\n') ? readMapping(nameOrYaml) : await loadMapping(nameOrYaml, '/');
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.mapping;
}

export async function imported(
  files: readonly string[],
  mapping: Mapping,
  context: Omit<ImportContext, 'store'> & Partial<Pick<ImportContext, 'store'>>,
): Promise<RowImportSummary> {
  const isXes = files[0]?.includes('.xes');
  const reader = isXes ? createXesReader() : createTableReader(mapping);
  const outcome = await importRows(files, { store: createMemoryStore(), ...context }, { mapping, reader });
  if ('done' in outcome) return outcome.done;
  throw new Error(JSON.stringify(outcome));
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'floorlight-tables-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Files with these contents, for as long as the work takes. */
export const withFiles = <T>(
  contents: Readonly<Record<string, string | Buffer>>,
  work: (files: readonly string[]) => Promise<T>,
): Promise<T> =>
  inFolder(async (folder) => {
    const files = Object.entries(contents).map(([name, content]) => [join(folder, name), content] as const);
    for (const [file, content] of files) await writeFile(file, content);
    return work(files.map(([file]) => file));
  });

/** A desk over a ledger in memory that has taken these files; `ask` gives totals of a time range. */
export async function deskAfter(
  files: readonly string[],
  mapping: Mapping,
  { from, to }: { readonly from: string; readonly to: string },
) {
  const bench = workbench(createMemoryLedger(), { startedAt: Date.parse('2026-11-25T00:00:00Z') });
  const { ledger, apply, clock, intake } = bench;
  const summary = await imported(files, mapping, { intake });
  const live = createLive({ ledger, sites: testSites, now: clock.now });
  const desk = createDesk({
    ledger,
    live,
    apply,
    sites: testSites,
    model: null,
    now: clock.now,
    defaultSite: async () => 'main',
  });
  const range = { from: Date.parse(from), to: Date.parse(to) };
  return {
    summary,
    async ask(...metrics: string[]) {
      const [total] = await desk.metrics({ site: 'main', metrics, groupBy: [], where: {}, ...range });
      return Object.fromEntries(metrics.map((metric) => [metric, total?.values[metric]]));
    },
  };
}

/** A repeatable shuffle. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed;
  for (let at = result.length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const other = state % (at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}
