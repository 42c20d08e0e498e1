import type { LastContact, RiskOfCustomer } from '#domain/risk.ts';

/** A list as the server answers it, a page at a time. */
type Answer<T> = { readonly rows: readonly T[]; readonly cursor: string | null };
/** In answers times are RFC 3339; on a board, and so on our pages, they are ms. */
type CustomerRow = Omit<RiskOfCustomer, 'scoredAt' | 'lastContacts'> & {
  readonly scoredAt: string;
  readonly lastContacts: readonly (Omit<LastContact, 'at'> & { readonly at: string })[];
};
export type Named = { readonly agent: string; readonly name: string | null; readonly team: string | null };

/** Thrown when the server answers with anything but what was asked for. */
export class NotAnswered extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`The server answered with ${status}.`);
    this.status = status;
  }
}

/** Asks for JSON; what is `null` in the query is left out. Throws NotAnswered. */
export async function get<T>(path: string, query: Readonly<Record<string, string | null>>): Promise<T> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  const response = await fetch(`${path}?${new URLSearchParams(given)}`, {
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new NotAnswered(response.status);
  // The server's own tests hold it to this shape.
  return (await response.json()) as T;
}

const PAGE = '50';

export async function customersFrom(
  cursor: string | null,
  site: string | null,
): Promise<{ rows: readonly RiskOfCustomer[]; cursor: string | null }> {
  const page = await get<Answer<CustomerRow>>('/v1/customers', { limit: PAGE, cursor, site });
  return { rows: page.rows.map(customerOf), cursor: page.cursor };
}

export async function agentsOfSite(site: string | null): Promise<readonly Named[]> {
  return (await get<Answer<Named>>('/v1/agents', { site })).rows;
}

const customerOf = (row: CustomerRow): RiskOfCustomer => ({
  ...row,
  scoredAt: Date.parse(row.scoredAt),
  lastContacts: row.lastContacts.map((contact) => ({ ...contact, at: Date.parse(contact.at) })),
});

/** The answer to a form: its status, or `null` when nobody answered. */
export async function send(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<number | null> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'x-floorlight': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.status;
  } catch {
    return null;
  }
}
