/**
 * A small store of named texts beside the ledger, in the same Redis: keys, sessions, read positions of sources.
 * Everything is as durable as the ledger.
 */
export type Store = {
  get(name: string): Promise<string | null>;
  /** `ttlMs` makes the entry go away by itself. */
  set(name: string, value: string, options?: { ttlMs?: number }): Promise<void>;
  /** Sets only what is not there yet; tells whether it did. */
  add(name: string, value: string, options?: { ttlMs?: number }): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Names that start with `prefix`; for the few, not for the many. */
  names(prefix: string): Promise<readonly string[]>;
};
