import { type CustomerEvent, compareEvents, type EventOf } from './event.ts';

export type Turn = { readonly at: number; readonly what: 'joined' | 'left' | 'returned' };
type Told = { readonly at: number; readonly out: boolean; readonly noticeAt: number | null };

/** When a customer joined, left and came back, in order of time, and when notice was given (V3, V4). */
export function readMembership(events: readonly CustomerEvent[]): { turns: Turn[]; notices: number[] } {
  const told: Told[] = [];
  const notices: number[] = [];
  let since: number | null = null;
  for (const event of events.toSorted(compareEvents)) {
    if (event.type === 'customer.changed' && event.data.since !== undefined)
      since = Date.parse(event.data.since);
    if (event.type === 'customer.churned' || event.type === 'customer.returned')
      overrule(told, notices, event);
  }
  for (const { noticeAt } of told) if (noticeAt !== null) notices.push(noticeAt);
  if (events.length === 0) return { turns: [], notices };
  const first = since ?? Math.min(...events.map(({ at }) => at), told[0]?.at ?? Number.POSITIVE_INFINITY);
  // Who joins and leaves in the same moment joined first.
  const all = [{ at: first, out: false }, ...told].sort(
    (a, b) => a.at - b.at || Number(a.out) - Number(b.out),
  );
  return { turns: turnsOf(all), notices };
}

/** What was told later overrules what it says about the same or a later time. */
function overrule(
  told: Told[],
  notices: number[],
  event: EventOf<'customer.churned'> | EventOf<'customer.returned'>,
): void {
  const at = Date.parse(event.data.effectiveAt);
  const out = event.type === 'customer.churned';
  while ((told.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= at || (out && told.at(-1)?.out)) {
    const gone = told.pop();
    // A notice that was withdrawn was given all the same; one that was put right was not.
    if (!out && gone?.noticeAt != null) notices.push(gone.noticeAt);
  }
  const requestedAt = event.data.requestedAt;
  if (out) told.push({ at, out, noticeAt: requestedAt === undefined ? event.at : Date.parse(requestedAt) });
  else if (told.length === 0 || told.at(-1)?.out) told.push({ at, out, noticeAt: null });
}

function turnsOf(moves: readonly { readonly at: number; readonly out: boolean }[]): Turn[] {
  const turns: Turn[] = [];
  let inside = false;
  for (const { at, out } of moves) {
    if (out === !inside && turns.length > 0) continue;
    // Who left before anything says that they came must have been there.
    if (!inside) turns.push({ at, what: turns.length === 0 ? 'joined' : 'returned' });
    if (out) turns.push({ at, what: 'left' });
    inside = !out;
  }
  return turns;
}
