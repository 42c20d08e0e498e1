export type CookieNames = { readonly session: string; readonly tv: string };

/** The prefix binds a cookie to this host and to TLS; browsers refuse it on plain HTTP, which gets plain names. */
export const cookieNames = (isSecure: boolean): CookieNames =>
  isSecure
    ? { session: '__Host-floorlight', tv: '__Host-floorlight-tv' }
    : { session: 'floorlight', tv: 'floorlight-tv' };

/** The value of one cookie of a `Cookie` header. Our values are base64url, so nothing has to be decoded. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}

/** The `Set-Cookie` header; a maximum age of 0 removes the cookie. */
export function writeCookie(name: string, value: string, maxAgeMs: number): string {
  const secure = name.startsWith('__Host-') ? '; Secure' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(maxAgeMs / 1_000)}${secure}`;
}
