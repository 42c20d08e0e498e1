import { entriesOf } from './cells.ts';
import type { FactName, Sums } from './facts.ts';
import type { MoneyFamily } from './facts-of-customers.ts';

/** A family of amounts by currency, or all of it before the range. */
export type Amount = MoneyFamily | `opening:${MoneyFamily}`;

type InOneCurrency = { readonly amounts: Readonly<Record<string, number>>; readonly currency: string | null };

/** The amounts in the one currency that there is; a reason where there are several: they can't be added up (V5). */
export function inOneCurrency(
  wanted: readonly Amount[],
  sums: Sums,
): InOneCurrency | { readonly refused: string } {
  const amounts: Record<string, number> = Object.fromEntries(wanted.map((amount) => [amount, 0]));
  const currencies = new Set<string>();
  if (wanted.length > 0) {
    for (const [fact, sum] of entriesOf(sums)) {
      const colon = fact.lastIndexOf(':');
      const family = fact.slice(0, colon);
      if (sum === 0 || !Object.hasOwn(amounts, family)) continue;
      amounts[family] = sum;
      currencies.add(fact.slice(colon + 1));
    }
  }
  const [currency = null, ...others] = [...currencies].sort();
  if (others.length === 0) return { amounts, currency };
  return { refused: `amounts in ${[currency, ...others].join(', ')} are not added up` };
}

/** As the catalogue lists them. */
export const amountFacts = (amounts: readonly Amount[]): FactName[] =>
  // The meaning of a family does not depend on the currency behind its colon.
  amounts.map((amount) => `${amount}:*` as FactName);
