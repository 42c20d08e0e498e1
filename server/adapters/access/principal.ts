/**
 * What a credential may do: hand in events, hand in history, read the API, change how Floorlight is reached, see the
 * floor board.
 */
export const rights = ['ingest', 'import', 'read', 'admin', 'floor'] as const;
export type Right = (typeof rights)[number];

/** Whoever makes a request or holds a socket, as far as access goes. */
export type Principal = {
  readonly kind: 'session' | 'key' | 'tv';
  /** The same for the same credential; says nothing that would open anything. */
  readonly id: string;
  readonly rights: ReadonlySet<Right>;
  /** Whether the credential still counts at this moment. */
  readonly isStillValid: () => Promise<boolean>;
};

export const rightsOfSession: ReadonlySet<Right> = new Set<Right>(['read', 'admin', 'floor']);
export const rightsOfTv: ReadonlySet<Right> = new Set<Right>(['floor']);

/** The scopes of a key are rights; who may read may see the floor, and the bootstrap key may do everything. */
export function rightsOfKey(key: { id: string; scopes: readonly string[] }): ReadonlySet<Right> {
  if (key.id === 'bootstrap') return new Set(rights);
  const held = rights.filter((right) => right !== 'admin' && key.scopes.includes(right));
  return new Set<Right>(key.scopes.includes('read') ? [...held, 'floor'] : held);
}
