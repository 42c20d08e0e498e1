import { facts } from '#domain/facts.ts';
import { SLOT_MS } from '#domain/time.ts';
import type { Change, IndexChange, TableChange } from '../../../ports/ledger.ts';
import type { Keys } from './keys.ts';

/** How long things are kept, in seconds. */
export type Lives = { readonly timeline: number; readonly bucket: number; readonly identity: number };

/** A change as the keys and arguments of `apply.lua`. */
export function scriptOf(change: Change, keys: Keys, lives: Lives): { keys: string[]; args: string[] } {
  const { site } = change.subject;
  const shard = keys.shardOf(change.subject);
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
  const args = [
    String(change.docs.length),
    String(change.checks.length),
    String(lives.timeline),
    String(lives.bucket),
  ];
  for (const { key, expected, doc } of change.docs) {
    place(keys.doc(key));
    args.push(String(expected), JSON.stringify(doc));
  }
  for (const { key, expected } of change.checks) {
    place(keys.doc(key));
    args.push(String(expected));
  }
  for (const { cube, group, day, slot, facts: amounts } of change.buckets) {
    const inDay: string[] = [];
    const inSlot: string[] = [];
    for (const [name, amount] of amounts) {
      inDay.push(facts[name].code, String(amount));
      inSlot.push(`${slot / SLOT_MS}:${facts[name].code}`, String(amount));
    }
    const count = String(amounts.length);
    args.push('H', place(keys.day(site, shard, cube, day, group)), count, ...inDay);
    args.push('H', place(keys.slots(site, shard, cube, day, group)), count, ...inSlot);
    args.push('A', place(keys.groups(site, shard, cube, day)), group);
  }
  for (const index of change.indexes) pushIndex(args, place(keys.index(site, shard, index.index)), index);
  for (const row of change.tables) pushTable(args, place(keys.table(site, shard, row.table)), row);
  if (change.stream.length > 0) {
    args.push('X', place(keys.stream(site, shard)), String(change.stream.length), ...change.stream);
  }
  return { keys: named, args };
}

function pushIndex(args: string[], key: string, change: IndexChange): void {
  if ('remove' in change) args.push('R', key, change.member);
  else args.push('Z', key, String(change.score), change.member);
}

const pushTable = (args: string[], key: string, { field, value }: TableChange): number =>
  args.push('S', key, field, value);
