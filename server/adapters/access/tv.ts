import type { Store } from '../../ports/store.ts';
import { digestOf, newSecret } from './secrets.ts';

const ENTRY = 'access/tv';
/** Browsers keep no cookie longer; a TV that was switched off for a holiday still shows its board afterwards. */
export const TV_COOKIE_MS = 400 * 86_400_000;

/** The token in the address of the TV board; made when it is first asked for. */
export async function tvTokenOf(store: Store): Promise<string> {
  const known = await store.get(ENTRY);
  if (known !== null) return known;
  await store.add(ENTRY, newSecret());
  return (await store.get(ENTRY)) ?? tvTokenOf(store);
}

/** What the TV's cookie holds: recognised by the token, but the token cannot be read from it. */
export const tvCookieOf = (token: string): string => digestOf(`tv-cookie ${token}`);
