import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Store } from '../../ports/store.ts';

export const scopes = ['ingest', 'import', 'read'] as const;
export type Scope = (typeof scopes)[number];

/** What a key is known by; its secret is kept nowhere. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
};
type StoredKey = ApiKey & { readonly hash: string };

const entryOf = (id: string): string => `key/${id}`;
const form = /^fl_([a-z2-7]{8})_([A-Za-z0-9_-]{43})$/;

/** Makes a key. Its text is told this once: the store keeps only a hash of the secret. */
export async function createKey(
  store: Store,
  { name, scopes }: Pick<ApiKey, 'name' | 'scopes'>,
  now: number,
): Promise<{ key: ApiKey; text: string }> {
  const key: ApiKey = { id: newId(), name, scopes, createdAt: now };
  const secret = randomBytes(32).toString('base64url');
  const stored: StoredKey = { ...key, hash: hashOf(secret).toString('hex') };
  if (!(await store.add(entryOf(key.id), JSON.stringify(stored))))
    return createKey(store, { name, scopes }, now);
  return { key, text: `fl_${key.id}_${secret}` };
}

/** All keys, oldest first. */
export async function listKeys(store: Store): Promise<readonly ApiKey[]> {
  const entries = await Promise.all((await store.names(entryOf(''))).map((name) => store.get(name)));
  return entries
    .filter((entry) => entry !== null)
    .map((entry) => withoutHash(JSON.parse(entry)))
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Tells whether there was such a key. From now on it opens nothing. */
export async function revokeKey(store: Store, id: string): Promise<boolean> {
  if ((await store.get(entryOf(id))) === null) return false;
  await store.remove(entryOf(id));
  return true;
}

/** The key that a text is, or `null`. The bootstrap key of the configuration counts as one with all scopes. */
export async function verifyKey(
  store: Store,
  text: string,
  bootstrapKey: string | null = null,
): Promise<ApiKey | null> {
  if (bootstrapKey !== null && timingSafeEqual(hashOf(text), hashOf(bootstrapKey))) {
    return { id: 'bootstrap', name: 'bootstrap', scopes, createdAt: 0 };
  }
  const [, id, secret] = form.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  const entry = await store.get(entryOf(id));
  if (entry === null) return null;
  const stored: StoredKey = JSON.parse(entry);
  return timingSafeEqual(hashOf(secret), Buffer.from(stored.hash, 'hex')) ? withoutHash(stored) : null;
}

const withoutHash = ({ id, name, scopes, createdAt }: StoredKey): ApiKey => ({ id, name, scopes, createdAt });

/** The secret is 256 random bits, which nobody guesses: a slow hash would only slow down every request. */
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

function newId(): string {
  return Array.from(randomBytes(8), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');
}
