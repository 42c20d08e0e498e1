import { add, type Contribution, type Dimensions, type Facts } from './cells.ts';
import { type CustomerEvent, compareEvents, type EventOf, type SurveyEvent } from './event.ts';
import type { MoneyFamily } from './facts-of-customers.ts';
import { readMembership } from './membership.ts';
import { minorOf } from './money.ts';

type Worth = { readonly minor: number; readonly currency: string };
const nowhere: Dimensions = { queue: '', channel: '', direction: '', team: '', agent: '' };

/** What a customer's own events add to the sums: membership, monthly value and orders. Events in any order. */
export function addCustomer(to: Contribution, timeline: readonly (CustomerEvent | SurveyEvent)[]): void {
  const events = timeline.filter((event): event is CustomerEvent => event.type.startsWith('customer.'));
  const { turns, notices } = readMembership(events);
  for (const at of notices) add(to, at, nowhere, { churnNotices: 1 });
  const steps = stepsOf(events);
  const worthAt = (at: number): Worth | null =>
    (steps.findLast((step) => step.at <= at) ?? steps[0])?.worth ?? null;
  let inside = false;
  let posted: Worth | null = null;
  const post = (at: number, next: Worth | null, lost: 'recurringLost' | 'recurringReduced') => {
    addChange(to, at, posted, next, lost);
    posted = next;
  };
  const moments = [...steps.map(({ at }) => ({ at, what: 'worth' as const })), ...turns];
  // In the same moment the worth changes first; turns of one moment stay in their order.
  moments.sort((a, b) => a.at - b.at || Number(b.what === 'worth') - Number(a.what === 'worth'));
  for (const { at, what } of moments) {
    if (what === 'worth') {
      if (inside) post(at, worthAt(at), 'recurringReduced');
      continue;
    }
    const fact = (
      { joined: 'customersJoined', left: 'customersChurned', returned: 'customersReturned' } as const
    )[what];
    add(to, at, nowhere, { [fact]: 1 });
    inside = what !== 'left';
    post(at, inside ? worthAt(at) : null, 'recurringLost');
  }
  if (turns[0]) addAcquisition(to, turns[0].at, events);
  addOrders(to, events);
}

/** What a customer was worth a month from each telling on, as soon as value and currency are known; `null` for nothing. */
function stepsOf(events: readonly CustomerEvent[]): { at: number; worth: Worth | null }[] {
  let value: number | undefined;
  let currency: string | undefined;
  return events.toSorted(compareEvents).flatMap((event) => {
    if (event.type !== 'customer.changed') return [];
    value = event.data.monthlyValue ?? value;
    currency = event.data.currency ?? currency;
    if (value === undefined || currency === undefined) return [];
    const minor = minorOf(value, currency);
    return [{ at: event.at, worth: minor > 0 ? { minor, currency } : null }];
  });
}

function addChange(
  to: Contribution,
  at: number,
  before: Worth | null,
  next: Worth | null,
  lost: 'recurringLost' | 'recurringReduced',
): void {
  if (before && next && before.currency === next.currency) {
    const more = next.minor - before.minor;
    add(
      to,
      at,
      nowhere,
      inCurrency(next.currency, more > 0 ? { recurringAdded: more } : { recurringReduced: -more }),
    );
    return;
  }
  if (before) add(to, at, nowhere, inCurrency(before.currency, { [lost]: before.minor, payersLost: 1 }));
  if (next) add(to, at, nowhere, inCurrency(next.currency, { recurringAdded: next.minor, payersAdded: 1 }));
}

/** The last word about the cost counts, in the moment of joining (T5). */
function addAcquisition(to: Contribution, at: number, events: readonly CustomerEvent[]): void {
  const profiles = events
    .filter((event): event is EventOf<'customer.changed'> => event.type === 'customer.changed')
    .sort(compareEvents);
  const cost = profiles.findLast(({ data }) => data.acquisitionCost !== undefined)?.data.acquisitionCost;
  const currency = profiles.findLast(({ data }) => data.currency !== undefined)?.data.currency;
  if (cost === undefined || currency === undefined) return;
  add(to, at, nowhere, inCurrency(currency, { acquisitionCost: minorOf(cost, currency), acquired: 1 }));
}

/** Each order once, when it was first told, with the amount that was told last; a negative one is a refund (V6). */
function addOrders(to: Contribution, events: readonly CustomerEvent[]): void {
  const firsts = new Map<string, number>();
  const lasts = new Map<string, EventOf<'customer.ordered'>>();
  for (const event of events.toSorted(compareEvents)) {
    if (event.type !== 'customer.ordered') continue;
    if (!firsts.has(event.data.orderId)) firsts.set(event.data.orderId, event.at);
    lasts.set(event.data.orderId, event);
  }
  for (const [orderId, { data, at }] of lasts) {
    const minor = minorOf(data.amount, data.currency);
    const facts = inCurrency(data.currency, { orders: minor < 0 ? 0 : 1, revenue: minor });
    add(to, firsts.get(orderId) ?? at, { ...nowhere, team: data.team ?? '' }, facts);
  }
}

const inCurrency = (currency: string, amounts: Partial<Record<MoneyFamily, number>>): Facts =>
  Object.fromEntries(Object.entries(amounts).map(([family, amount]) => [`${family}:${currency}`, amount]));
