import { answered } from './connect.ts';

/** Does `work` for each shard's part of the items, all at once, and puts the results back into the items' order. */
export async function byShard<T, R>(
  items: readonly T[],
  shardOf: (item: T) => string,
  most: number,
  work: (part: T[]) => Promise<R[]>,
): Promise<R[]> {
  const parts: { at: number[]; items: T[] }[] = [];
  const open = new Map<string, (typeof parts)[number]>();
  items.forEach((item, index) => {
    const shard = shardOf(item);
    let part = open.get(shard);
    if (!part || part.items.length === most) {
      part = { at: [], items: [] };
      parts.push(part);
      open.set(shard, part);
    }
    part.at.push(index);
    part.items.push(item);
  });
  const results: R[] = new Array(items.length);
  await answered(
    Promise.all(
      parts.map(async (part) => {
        const done = await work(part.items);
        part.at.forEach((at, index) => {
          results[at] = done[index]!;
        });
      }),
    ),
  );
  return results;
}
