import { FloorlightError } from '#domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { type CookieNames, cookieNames, readCookie } from './cookies.ts';
import { createKeyring } from './keyring.ts';
import { isOwnOrigin } from './origin.ts';
import { checkPassword } from './password.ts';
import { type Principal, rightsOfSession, rightsOfTv } from './principal.ts';
import { isSame } from './secrets.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { redeemSetup } from './setup.ts';
import { createTries, type Tries } from './tries.ts';
import { tvCookieOf, tvTokenOf } from './tv.ts';

export type AccessConfig = {
  /** The address that people use, when it is another than the one listened on. */
  readonly publicUrl: string | null;
  readonly bootstrapKey: string | null;
};
export type Credentials = {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
};

/** Who somebody is and what they may do; HTTP and sockets ask the same. Rejects with LEDGER_UNAVAILABLE. */
export type Access = {
  readonly cookies: CookieNames;
  readonly sessions: Sessions;
  readonly tries: Tries;
  /** By the key of an `Authorization` header if there is one, else by a cookie. */
  identify(credentials: Credentials): Promise<Principal | null>;
  identifyKey(text: string): Promise<Principal | null>;
  identifyTv(token: string): Promise<Principal | null>;
  tvToken(): Promise<string>;
  checkPassword(password: string): Promise<boolean | null>;
  redeemSetup(token: string, password: string): Promise<boolean>;
  hasSessionCookie(cookie: string | undefined): boolean;
  isOwnOrigin(origin: string, host: string | undefined): boolean;
};

export function createAccess(deps: { store: Store; clock: Clock; config: AccessConfig }): Access {
  const { clock, config } = deps;
  const store = honest(deps.store);
  const cookies = cookieNames(config.publicUrl?.startsWith('https:') ?? false);
  const sessions = createSessions({ store, clock });
  const identifyKey = createKeyring({ store, clock, bootstrapKey: config.bootstrapKey });

  async function identifySession(secret: string): Promise<Principal | null> {
    const name = await sessions.find(secret);
    if (name === null) return null;
    const isStillValid = () => sessions.isOpen(name);
    return { kind: 'session', id: `session:${name}`, rights: rightsOfSession, isStillValid };
  }
  async function identifyTvBy(proof: (token: string) => boolean): Promise<Principal | null> {
    const isStillValid = async () => proof(await tvTokenOf(store));
    return (await isStillValid()) ? { kind: 'tv', id: 'tv', rights: rightsOfTv, isStillValid } : null;
  }

  return {
    cookies,
    sessions,
    tries: createTries(clock),
    identifyKey,
    identifyTv: (text) => identifyTvBy((token) => isSame(token, text)),
    async identify({ authorization, cookie }) {
      if (authorization !== undefined) {
        const [, key] = /^Bearer +([^\s]+)$/i.exec(authorization) ?? [];
        return key === undefined ? null : identifyKey(key);
      }
      const session = readCookie(cookie, cookies.session);
      const signedIn = session === null ? null : await identifySession(session);
      const tv = readCookie(cookie, cookies.tv);
      if (signedIn !== null || tv === null) return signedIn;
      return identifyTvBy((token) => isSame(tvCookieOf(token), tv));
    },
    tvToken: () => tvTokenOf(store),
    checkPassword: (password) => checkPassword(store, password),
    redeemSetup: (token, password) => redeemSetup(store, token, password),
    hasSessionCookie: (cookie) => readCookie(cookie, cookies.session) !== null,
    isOwnOrigin: (origin, host) => isOwnOrigin(origin, host, config.publicUrl),
  };
}

/** The store, whose failures are told as what they are to those who ask for access: nothing can be looked up. */
function honest(store: Store): Store {
  const told = async <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((cause: unknown) => {
      throw cause instanceof FloorlightError
        ? cause
        : new FloorlightError('LEDGER_UNAVAILABLE', undefined, { cause });
    });
  return {
    get: (name) => told(store.get(name)),
    set: (name, value, options) => told(store.set(name, value, options)),
    add: (name, value, options) => told(store.add(name, value, options)),
    remove: (name) => told(store.remove(name)),
    names: (prefix) => told(store.names(prefix)),
  };
}
