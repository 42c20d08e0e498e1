import { createHash } from 'node:crypto';
import type { Cube } from '#domain/cells.ts';
import type { IndexName, SubjectKey, TableName } from '../../../ports/ledger.ts';

/**
 * Every key of the ledger. What one change touches shares the hash tag {site:shard}, so that a change never crosses
 * slots of a cluster; readers add the shards up.
 */
export function createKeys(shards: number) {
  const numberOf = (text: string): number =>
    shards === 1 ? 0 : createHash('sha1').update(text).digest().readUInt32BE(0) % shards;
  const shardOf = ({ kind, id }: Pick<SubjectKey, 'kind' | 'id'>): number => numberOf(`${kind}\n${id}`);
  const tag = (site: string, shard: number) => `fl:{${site}:${shard}}`;
  const kinds: Record<SubjectKey['kind'], string> = {
    contact: 'c',
    survey: 's',
    ticket: 't',
    count: 'n',
    customer: 'u',
    agent: 'a',
  };
  return {
    shards,
    shardOf,
    shardOfIdentity: numberOf,
    doc: (key: SubjectKey) =>
      `${tag(key.site, shardOf(key))}:${kinds[key.kind]}:${key.id}${key.part === undefined ? '' : `\n${key.part}`}`,
    day: (site: string, shard: number, cube: Cube, day: string, group: string) =>
      `${tag(site, shard)}:day:${cube}:${day}:${group}`,
    slots: (site: string, shard: number, cube: Cube, day: string, group: string) =>
      `${tag(site, shard)}:slot:${cube}:${day}:${group}`,
    groups: (site: string, shard: number, cube: Cube, day: string) =>
      `${tag(site, shard)}:groups:${cube}:${day}`,
    index: (site: string, shard: number, index: IndexName) => `${tag(site, shard)}:index:${index}`,
    table: (site: string, shard: number, table: TableName) => `${tag(site, shard)}:table:${table}`,
    stream: (site: string, shard: number) => `${tag(site, shard)}:stream`,
    identity: (identity: string) => `fl:{id:${numberOf(identity)}}:${identity}`,
    sites: 'fl:sites',
    tally: (name: string) => `fl:tally:${name}`,
    tallies: 'fl:tallies',
    aside: (kind: string) => `fl:aside:${kind}`,
    notes: 'fl:notes',
  };
}
export type Keys = ReturnType<typeof createKeys>;
