import type { Money, RiskOfCustomer } from '#domain/risk.ts';
import type { customersFrom } from '../../live/api.ts';
import { entriesOf } from '../../live/entries.ts';
import type { Wall } from '../../live/wall.svelte.ts';

const amountOf = (money: Money | null) => (money === null ? -1 : Number(money.amount));

/** Most value at risk first; where the value is not known, the likelier to leave. */
export function byNeed(one: RiskOfCustomer, other: RiskOfCustomer): number {
  return (
    amountOf(other.valueAtRisk) - amountOf(one.valueAtRisk) ||
    other.probability - one.probability ||
    one.customer.localeCompare(other.customer)
  );
}

/** One list of two: what the server told when asked and what it tells by itself. The newer score of a customer wins. */
export function merged(
  fetched: readonly RiskOfCustomer[],
  live: readonly RiskOfCustomer[],
): readonly RiskOfCustomer[] {
  const byId = new Map(fetched.map((row) => [row.customer, row]));
  for (const row of live) {
    const known = byId.get(row.customer);
    if (!known || known.scoredAt <= row.scoredAt) byId.set(row.customer, row);
  }
  return [...byId.values()].sort(byNeed);
}

/** What speaks loudest for leaving, for that is what can be mended; else what speaks loudest. */
export function firstReasonOf({ reasons }: RiskOfCustomer): string {
  const reason = reasons.find(({ contribution }) => contribution > 0) ?? reasons[0];
  return reason?.text ?? '';
}

/** The value at risk of all rows; `null` when there is none or the currencies do not add up. */
export function totalOf(rows: readonly RiskOfCustomer[]): Money | null {
  const known = rows.flatMap(({ valueAtRisk }) => valueAtRisk ?? []);
  const currency = known[0]?.currency;
  if (currency === undefined || known.some((money) => money.currency !== currency)) return null;
  return { amount: String(known.reduce((sum, { amount }) => sum + Number(amount), 0)), currency };
}

/** The work list of the retention desk: what is on it, which row is chosen, and whether there is more. */
export class Worklist {
  #fetched = $state.raw<readonly RiskOfCustomer[]>([]);
  #cursor = $state.raw<string | null>(null);
  #chosen = $state.raw<string | null>(null);
  #answer = $state<'asked' | 'told' | 'failed'>('asked');
  readonly #wall: Wall;
  readonly #fetchPage: (cursor: string | null) => ReturnType<typeof customersFrom>;
  readonly rows = $derived.by(() => merged(this.#fetched, entriesOf(this.#wall.board, 'customer')));

  constructor(wall: Wall, fetchPage: (cursor: string | null) => ReturnType<typeof customersFrom>) {
    this.#wall = wall;
    this.#fetchPage = fetchPage;
  }

  get answer(): 'asked' | 'told' | 'failed' {
    return this.#answer;
  }
  get hasMore(): boolean {
    return this.#cursor !== null;
  }
  /** The row that the reasons are shown of: the chosen one, or the first while none is. */
  get chosen(): RiskOfCustomer | null {
    return this.rows.find(({ customer }) => customer === this.#chosen) ?? this.rows[0] ?? null;
  }
  choose(customer: string): void {
    this.#chosen = customer;
  }
  /** Moves the choice by some rows; it stops at the ends. */
  move(by: number): void {
    const at = this.rows.findIndex(({ customer }) => customer === this.chosen?.customer);
    const row = this.rows[Math.min(this.rows.length - 1, Math.max(0, at + by))];
    if (row) this.#chosen = row.customer;
  }

  /** Asks for the next page, which is the first one at the beginning. */
  async fetchMore(): Promise<void> {
    try {
      const page = await this.#fetchPage(this.#cursor);
      this.#fetched = [...this.#fetched, ...page.rows];
      this.#cursor = page.cursor;
      this.#answer = 'told';
    } catch {
      this.#answer = 'failed';
    }
  }
}
