import { type Clock, systemClock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

type Entry = { readonly value: string; readonly until: number };

/** The store of a Floorlight that keeps nothing, and of tests. */
export function createMemoryStore(clock: Clock = systemClock): Store {
  const entries = new Map<string, Entry>();

  const textOf = (name: string): string | null => {
    const entry = entries.get(name);
    if (entry && entry.until > clock.now()) return entry.value;
    entries.delete(name);
    return null;
  };
  const put = (name: string, value: string, ttlMs?: number): void => {
    entries.set(name, { value, until: ttlMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + ttlMs });
  };

  return {
    async get(name) {
      return textOf(name);
    },
    async set(name, value, { ttlMs } = {}) {
      put(name, value, ttlMs);
    },
    async add(name, value, { ttlMs } = {}) {
      if (textOf(name) !== null) return false;
      put(name, value, ttlMs);
      return true;
    },
    async remove(name) {
      entries.delete(name);
    },
    async names(prefix) {
      return [...entries.keys()].filter((name) => name.startsWith(prefix) && textOf(name) !== null);
    },
  };
}
