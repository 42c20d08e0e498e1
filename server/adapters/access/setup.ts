import type { Store } from '../../ports/store.ts';
import { isPasswordSet, setFirstPassword } from './password.ts';
import { digestOf, isSame, newSecret } from './secrets.ts';
import { tvTokenOf } from './tv.ts';

const ENTRY = 'access/setup';
const SETUP_MS = 24 * 3_600_000;

/**
 * What the start prints: a token for the link that sets the first password (`null` when one is set; the link of an
 * earlier start stops working), and the token of the TV board.
 */
export async function prepareAccess(store: Store): Promise<{ setupToken: string | null; tvToken: string }> {
  const tvToken = await tvTokenOf(store);
  if (await isPasswordSet(store)) return { setupToken: null, tvToken };
  const setupToken = newSecret();
  await store.set(ENTRY, digestOf(setupToken), { ttlMs: SETUP_MS });
  return { setupToken, tvToken };
}

/** Uses the link up and sets the password; tells whether it did. A link works once. */
export async function redeemSetup(store: Store, token: string, password: string): Promise<boolean> {
  const digest = await store.get(ENTRY);
  if (digest === null || !isSame(digest, digestOf(token))) return false;
  const isFirst = await setFirstPassword(store, password);
  await store.remove(ENTRY);
  return isFirst;
}
