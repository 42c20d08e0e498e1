import type { IncomingMessage } from 'node:http';
import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';

const SOCKETS = 5_000;
const SOCKETS_OF_SESSION = 20;

type Handshake = {
  readonly headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined };
  readonly auth: Readonly<Record<string, unknown>>;
};

/** Who may hold a socket: nobody from a foreign page, nobody without a credential that shows at least the floor. */
export function createDoor(access: Access) {
  const held = new Map<string, number>();
  let all = 0;

  return {
    /** The rules of browsers for other sites do not cover WebSockets, so the origin is checked here. */
    isOwnPage({ headers }: IncomingMessage): boolean {
      return headers.origin === undefined || access.isOwnOrigin(headers.origin, headers.host);
    },

    /** `null` for those who stay outside. Only a key may come without an origin: browsers always send one. */
    async admit({ headers, auth }: Handshake, origin: string | undefined): Promise<Principal | null> {
      const token = typeof auth.token === 'string' && auth.token.length <= 500 ? auth.token : null;
      const principal =
        (token && ((await access.identifyKey(token)) ?? (await access.identifyTv(token)))) ||
        (await access.identify(headers));
      if (!principal?.rights.has('floor')) return null;
      return origin === undefined && principal.kind !== 'key' ? null : principal;
    },

    /** Counts a socket in, unless there are too many; returns the way to count it out. */
    enter({ id, kind }: Principal): (() => void) | null {
      const own = held.get(id) ?? 0;
      if (all >= SOCKETS || (kind === 'session' && own >= SOCKETS_OF_SESSION)) return null;
      held.set(id, own + 1);
      all++;
      return () => {
        const left = (held.get(id) ?? 1) - 1;
        if (left === 0) held.delete(id);
        else held.set(id, left);
        all--;
      };
    },
    count: () => all,
  };
}
