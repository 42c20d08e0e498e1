import type { Ledger, Stored, SubjectKey } from '../../../ports/ledger.ts';
import { byShard } from './by-shard.ts';
import { type Lives, scriptOf } from './change.ts';
import type { Client } from './connect.ts';
import type { Keys } from './keys.ts';

/** How much one script call takes on at most, so that nobody else waits long for their turn. */
const READ_MOST = 256;
const APPLY_MOST = 64;

/** The part of the ledger that timelines go through: what was read is compared when it is written. */
export function createTimelines(of: {
  client: Client;
  keys: Keys;
  lives: Lives;
}): Pick<Ledger, 'read' | 'apply' | 'claim'> {
  const { client, keys, lives } = of;
  const shardOf = (key: SubjectKey): string => `${key.site}\n${keys.shardOf(key)}`;

  return {
    read: (names) =>
      byShard(names, shardOf, READ_MOST, async (part) =>
        (await client.mGet(part.map(keys.doc))).map(storedOf),
      ),
    apply: (changes) =>
      byShard(
        changes,
        ({ subject }) => shardOf(subject),
        APPLY_MOST,
        async (part) => {
          const script = scriptOf(part, keys, lives);
          const results = await client.apply(script.keys, script.args);
          return results.map((result) => (result === 1 ? 'applied' : 'conflict'));
        },
      ),
    claim: (claims) =>
      byShard(
        claims,
        ({ identity }) => String(keys.shardOfIdentity(identity)),
        READ_MOST,
        async (part) => {
          const names = part.map(({ identity }) => keys.identity(identity));
          const results = await client.claim(names, [
            String(lives.identity),
            ...part.map(({ fingerprint }) => fingerprint),
          ]);
          return results.map((result) => (result === 1 ? 'new' : result === 2 ? 'same' : 'other'));
        },
      ),
  };
}

/** A timeline is kept as its version, a space and its text. */
function storedOf(text: string | null): Stored | null {
  if (text === null) return null;
  const space = text.indexOf(' ');
  return { version: Number(text.slice(0, space)), doc: JSON.parse(text.slice(space + 1)) };
}
