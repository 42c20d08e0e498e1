import { codeOf } from '#domain/facts.ts';
import { SLOT_MS } from '#domain/time.ts';
import type { Change, IndexChange } from '../../../ports/ledger.ts';
import type { Keys } from './keys.ts';

/** How long things are kept, in seconds. */
export type Lives = { readonly timeline: number; readonly bucket: number; readonly identity: number };

/** Changes of one shard as the keys and arguments of `apply.lua`. */
export function scriptOf(
  changes: readonly Change[],
  keys: Keys,
  lives: Lives,
): { keys: string[]; args: string[] } {
  const named: string[] = [];
  const places = new Map<string, string>();
  const place = (name: string): string => {
    const known = places.get(name);
    if (known) return known;
    named.push(name);
    const number = String(named.length);
    places.set(name, number);
    return number;
  };
  const args = [String(lives.timeline), String(lives.bucket), String(changes.length)];
  for (const change of changes) pushChange(args, change, keys, place);
  return { keys: named, args };
}

function pushChange(args: string[], change: Change, keys: Keys, place: (name: string) => string): void {
  const { site } = change.subject;
  const shard = keys.shardOf(change.subject);
  const hasStream = change.stream.length > 0;
  const operations =
    change.buckets.length + change.indexes.length + change.tables.length + (hasStream ? 1 : 0);
  args.push(String(change.docs.length), String(change.checks.length), String(operations));
  for (const { key, expected, doc } of change.docs) {
    args.push(place(keys.doc(key)), String(expected), `${expected + 1} ${JSON.stringify(doc)}`);
  }
  for (const { key, expected } of change.checks) args.push(place(keys.doc(key)), String(expected));
  for (const { cube, group, day, slot, facts: amounts } of change.buckets) {
    args.push('B', place(keys.day(site, shard, cube, day, group)));
    args.push(place(keys.slots(site, shard, cube, day, group)), place(keys.groups(site, shard, cube, day)));
    args.push(group, String(slot / SLOT_MS), String(amounts.length));
    for (const [name, amount] of amounts) args.push(codeOf(name), String(amount));
  }
  for (const index of change.indexes) pushIndex(args, place(keys.index(site, shard, index.index)), index);
  for (const { table, field, value } of change.tables) {
    args.push('S', place(keys.table(site, shard, table)), field, value);
  }
  if (hasStream)
    args.push('X', place(keys.stream(site, shard)), String(change.stream.length), ...change.stream);
}

function pushIndex(args: string[], key: string, change: IndexChange): void {
  if ('remove' in change) args.push('R', key, change.member);
  else args.push('Z', key, String(change.score), change.member);
}
