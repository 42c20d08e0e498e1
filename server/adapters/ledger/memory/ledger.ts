import type { Cube } from '#domain/cells.ts';
import type { FactName } from '#domain/facts.ts';
import type {
  Change,
  IndexChange,
  Ledger,
  Note,
  Stored,
  SubjectKey,
  TableChange,
} from '../../../ports/ledger.ts';

type Sums = Partial<Record<FactName, number>>;

/** The ledger in a few maps: for tests, and for a machine on which no Redis can be had. Nothing is kept. */
export function createMemoryLedger(): Ledger {
  const docs = new Map<string, { version: number; text: string }>();
  const identities = new Map<string, string>();
  const days = new Map<string, Map<string, Sums>>();
  const slots = new Map<string, Map<string, Map<number, Sums>>>();
  const indexes = new Map<string, Map<string, number>>();
  const tables = new Map<string, Map<string, string>>();
  const tallies = new Map<string, Record<string, string>>();
  const streams = new Map<string, string[]>();
  const sites = new Set<string>();
  const listeners = new Set<(note: Note) => void>();
  const nameOf = ({ site, kind, id, part }: SubjectKey) => [site, kind, id, part ?? ''].join('\n');
  const within = (site: string, name: string) => `${site}\n${name}`;

  function applyOne(change: Change): 'applied' | 'conflict' {
    const { site } = change.subject;
    for (const { key, expected } of [...change.docs, ...change.checks]) {
      if ((docs.get(nameOf(key))?.version ?? 0) !== expected) return 'conflict';
    }
    for (const { key, expected, doc } of change.docs) {
      docs.set(nameOf(key), { version: expected + 1, text: JSON.stringify(doc) });
    }
    for (const { cube, group, day, slot, facts } of change.buckets) {
      const place = within(site, `${cube}\n${day}`);
      const sumsOfDay = cellOf(mapOf(days, place), group);
      const sumsOfSlot = cellOf(mapOf(mapOf(slots, place), group), slot);
      for (const [name, amount] of facts) {
        sumsOfDay[name] = (sumsOfDay[name] ?? 0) + amount;
        sumsOfSlot[name] = (sumsOfSlot[name] ?? 0) + amount;
      }
    }
    putOne(site, change.indexes, change.tables);
    const stream = streams.get(site) ?? [];
    stream.push(...change.stream);
    streams.set(site, stream);
    return 'applied';
  }

  function putOne(site: string, changes: readonly IndexChange[], rows: readonly TableChange[]): void {
    sites.add(site);
    for (const change of changes) {
      const index = mapOf(indexes, within(site, change.index));
      if ('remove' in change) index.delete(change.member);
      else index.set(change.member, change.score);
    }
    for (const { table, field, value } of rows) mapOf(tables, within(site, table)).set(field, value);
  }

  return {
    async read(keys) {
      return keys.map((key): Stored | null => {
        const found = docs.get(nameOf(key));
        return found ? { version: found.version, doc: JSON.parse(found.text) } : null;
      });
    },
    async apply(changes) {
      return changes.map(applyOne);
    },
    async claim(claims) {
      return claims.map(({ identity, fingerprint }) => {
        const known = identities.get(identity);
        if (known === undefined) {
          identities.set(identity, fingerprint);
          return 'new';
        }
        return known === fingerprint ? 'same' : 'other';
      });
    },
    async day(site, cube, day, groups) {
      const sums = days.get(within(site, `${cube}\n${day}`)) ?? new Map<string, Sums>();
      const wanted = groups ?? [...sums.keys()];
      return new Map(wanted.map((group) => [group, { ...sums.get(group) }]));
    },
    async slots(site, cube, day, groups) {
      const sums = slots.get(within(site, `${cube}\n${day}`));
      return new Map(groups.map((group) => [group, new Map(sums?.get(group) ?? [])]));
    },
    async groups(site: string, cube: Cube, day: string) {
      return [...(days.get(within(site, `${cube}\n${day}`))?.keys() ?? [])];
    },
    async list(site, index, range = {}) {
      const {
        from = Number.NEGATIVE_INFINITY,
        to = Number.POSITIVE_INFINITY,
        skip = 0,
        highestFirst,
      } = range;
      const found = [...(indexes.get(within(site, index)) ?? [])]
        .filter(([, score]) => score >= from && score <= to)
        .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
      if (highestFirst) found.reverse();
      return found.slice(skip, range.limit === undefined ? undefined : skip + range.limit);
    },
    async table(site, table) {
      return new Map(tables.get(within(site, table)) ?? []);
    },
    async fields(site, table, fields) {
      return fields.map((field) => tables.get(within(site, table))?.get(field) ?? null);
    },
    async put(site, _subject, changes, rows) {
      putOne(site, changes, rows);
    },
    async *stream(site) {
      yield streams.get(site) ?? [];
    },
    async correct(site, corrections) {
      for (const { cube, day, group, slot, fact, add } of corrections) {
        const place = within(site, `${cube}\n${day}`);
        const sums =
          slot === null ? cellOf(mapOf(days, place), group) : cellOf(mapOf(mapOf(slots, place), group), slot);
        sums[fact] = (sums[fact] ?? 0) + add;
      }
    },
    async sites() {
      return [...sites];
    },
    async tally(name, counts, texts = {}) {
      const row = tallies.get(name) ?? {};
      for (const [key, count] of Object.entries(counts)) row[key] = String(Number(row[key] ?? 0) + count);
      tallies.set(name, { ...row, ...texts });
    },
    async tallies() {
      return new Map(tallies);
    },
    async setAside() {
      // Counted by its verdict; a ledger that keeps nothing has nowhere to put it.
    },
    async publish(note) {
      for (const listener of listeners) listener(note);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async check() {
      return true;
    },
    async close() {
      listeners.clear();
    },
  };
}

function mapOf<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

function cellOf<K>(map: Map<K, Sums>, key: K): Sums {
  let sums = map.get(key);
  if (!sums) {
    sums = {};
    map.set(key, sums);
  }
  return sums;
}
