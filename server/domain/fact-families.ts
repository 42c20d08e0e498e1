import type { FactDefinition } from './facts.ts';
import { moneyFamilies } from './facts-of-customers.ts';

/**
 * Facts of which there is one for each name: counters that a site names itself, and money by currency. `count:visits` is the fact, `c.visits`
 * its code in the ledger.
 */
export const families = {
  count: {
    code: 'c',
    of: 'count',
    meaning: 'what was added to this counter, at the moment it was counted',
    agent: true,
  },
  ...moneyFamilies,
} as const satisfies Record<string, FactDefinition>;

export type Family = keyof typeof families;
export type FamilyFact = `${Family}:${string}`;

const byCode = new Map<string, Family>(
  // `Object.entries` forgets that the keys are families.
  (Object.keys(families) as Family[]).map((family) => [families[family].code, family]),
);

export const familyOf = (fact: FamilyFact): Family => fact.slice(0, fact.indexOf(':')) as Family;
export const isFamilyFact = (fact: string): fact is FamilyFact => fact.includes(':');

/** No slot key holds a dot and no code of a plain fact, so the parts come apart again. */
export function familyCodeOf(fact: FamilyFact): string {
  const family = familyOf(fact);
  return `${families[family].code}.${fact.slice(family.length + 1)}`;
}

/** The fact that a code stands for; `undefined` for one of a version that knew other families. */
export function familyFactOf(code: string): FamilyFact | undefined {
  const dot = code.indexOf('.');
  const family = dot < 0 ? undefined : byCode.get(code.slice(0, dot));
  return family && `${family}:${code.slice(dot + 1)}`;
}
