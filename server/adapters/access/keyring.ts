import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { verifyKey } from './keys.ts';
import { type Principal, rightsOfKey } from './principal.ts';
import { digestOf } from './secrets.ts';

/** How long an answer about a key is believed: a revoked key works no longer than this. */
const BELIEVED_MS = 1_000;
const BELIEVED_KEYS = 1_000;

/** Tells who a key is. Sources send many requests a second, so an answer is remembered for a second. */
export function createKeyring(deps: {
  store: Store;
  clock: Clock;
  bootstrapKey: string | null;
}): (text: string) => Promise<Principal | null> {
  const { store, clock, bootstrapKey } = deps;
  const believed = new Map<string, { principal: Promise<Principal | null>; until: number }>();

  async function look(text: string): Promise<Principal | null> {
    const key = await verifyKey(store, text, bootstrapKey);
    if (key === null) return null;
    const isStillValid = async () => (await identify(text)) !== null;
    return { kind: 'key', id: `key:${key.id}`, rights: rightsOfKey(key), isStillValid };
  }
  function identify(text: string): Promise<Principal | null> {
    const digest = digestOf(text);
    const known = believed.get(digest);
    if (known && known.until > clock.now()) return known.principal;
    const principal = look(text);
    if (believed.size >= BELIEVED_KEYS) believed.clear();
    believed.set(digest, { principal, until: clock.now() + BELIEVED_MS });
    // A failure to look is not an answer: the next request looks again.
    principal.catch(() => believed.delete(digest));
    return principal;
  }
  return identify;
}
