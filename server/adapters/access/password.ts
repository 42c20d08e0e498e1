import { hash, verify } from '@node-rs/argon2';
import type { Store } from '../../ports/store.ts';

export const PASSWORD_LENGTH = { min: 12, max: 200 } as const;

const ENTRY = 'access/password';
/** argon2id as OWASP advises: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const isPasswordSet = async (store: Store): Promise<boolean> => (await store.get(ENTRY)) !== null;

/** Sets the first password; tells whether it did, for only one caller can be first. */
export const setFirstPassword = async (store: Store, password: string): Promise<boolean> =>
  store.add(ENTRY, await hash(password, cost));

/** `null` when no password was ever set. */
export async function checkPassword(store: Store, password: string): Promise<boolean | null> {
  const stored = await store.get(ENTRY);
  return stored === null ? null : verify(stored, password);
}
