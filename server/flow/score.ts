import { type Customer, readCustomer, type Visit } from '#domain/customer.ts';
import { bandOf, type Money, type Risk, type RiskOfCustomer } from '#domain/risk.ts';
import type { Log } from '../ports/event-source.ts';
import type { Ledger, SubjectKey } from '../ports/ledger.ts';
import type { RiskModel } from '../ports/risk-model.ts';
import { type CustomerDoc, timelineOf } from './subjects/customer.ts';

/** So many each time: a few hundred customers in a second, and never more than a small part of the node's time. */
const BATCH = 64;
/** Waits this long after the first change, so that the events of one call are scored once. */
const GATHER_MS = 200;
const RETRY_MS = 2_000;
const MONTHS = 12;

/**
 * Scores customers that something happened to, in batches and off the way of events. A customer who has left has no
 * risk to list. Returns when it has been told to stop and the batch under way is done.
 */
export function createScoring({
  ledger,
  model,
  now,
  log,
}: {
  ledger: Ledger;
  model: RiskModel;
  now: () => number;
  log: Log;
}) {
  const dirty = new Map<string, Set<string>>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;

  const stopListening = ledger.listen(({ site, customers }) => mark(site, customers));

  function mark(site: string, customers: readonly string[]): void {
    if (customers.length === 0) return;
    const names = dirty.get(site) ?? new Set<string>();
    dirty.set(site, names);
    for (const customer of customers) names.add(customer);
    schedule();
  }

  function schedule(wait = GATHER_MS): void {
    if (stopped || timer || running) return;
    timer = setTimeout(() => {
      timer = null;
      running = work()
        .then(() => GATHER_MS)
        .catch((cause) => {
          log.error({ err: cause }, 'scoring failed and is tried again');
          return RETRY_MS;
        })
        .then((next) => {
          running = null;
          if (dirty.size > 0) schedule(next);
        });
    }, wait);
  }

  async function work(): Promise<void> {
    for (const [site, names] of [...dirty]) {
      const batch = [...names].slice(0, BATCH);
      // Taken off first, so that what happens while they are scored marks them again.
      for (const name of batch) names.delete(name);
      if (names.size === 0) dirty.delete(site);
      try {
        await scoreThese(site, batch);
      } catch (cause) {
        mark(site, batch);
        throw cause;
      }
    }
  }

  async function scoreThese(site: string, ids: readonly string[]): Promise<void> {
    const at = now();
    const stored = await ledger.read(ids.map((id) => keyOf(site, id)));
    const customers = ids.flatMap((id, index) => {
      // Written by the customer's own subject; see flow/subjects/customer.ts.
      const doc = stored[index]?.doc as CustomerDoc | undefined;
      return doc ? [readCustomer(timelineOf(site, id, doc))] : [];
    });
    const present = customers.filter(({ leftAt }) => leftAt === null);
    const risks = present.length > 0 ? await model.score(present, at) : [];
    await Promise.all([
      ...present.map((customer, index) => save(site, rowOf(customer, risks[index]!, at))),
      ...customers.filter(({ leftAt }) => leftAt !== null).map(({ customer }) => forget(site, customer)),
    ]);
    const scored = customers.map(({ customer }) => customer);
    await ledger.publish({ site, groups: [], agents: [], customers: [], scored, waiting: false });
  }

  const save = (site: string, row: RiskOfCustomer) =>
    ledger.put(
      site,
      keyOf(site, row.customer),
      [{ index: 'valueAtRisk', member: row.customer, score: orderOf(row) }],
      [{ table: 'risks', field: row.customer, value: JSON.stringify(row) }],
    );
  const forget = (site: string, customer: string) =>
    ledger.put(site, keyOf(site, customer), [{ index: 'valueAtRisk', member: customer, remove: true }], []);

  return {
    /** Marks every customer of a site: features fade with time, and models are replaced. */
    async all(site: string): Promise<void> {
      mark(
        site,
        (await ledger.list(site, 'customers')).map(([customer]) => customer),
      );
    },
    async stop(): Promise<void> {
      stopped = true;
      stopListening();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

const keyOf = (site: string, id: string): SubjectKey => ({ site, kind: 'customer', id });

/** By value at risk; those whose value is not known come after all others, by their probability. */
const orderOf = (row: RiskOfCustomer): number =>
  row.valueAtRisk ? 1 + Number(row.valueAtRisk.amount) : row.probability;

function rowOf(customer: Customer, risk: Risk, at: number): RiskOfCustomer {
  const { monthlyValue, currency } = customer;
  const valued = monthlyValue !== null && currency !== null;
  return {
    customer: customer.customer,
    name: customer.name,
    segment: customer.segment,
    plan: customer.plan,
    monthlyValue: valued ? money(monthlyValue, currency) : null,
    probability: risk.probability,
    horizonDays: risk.horizonDays,
    band: bandOf(risk.probability),
    reasons: risk.reasons,
    valueAtRisk: valued ? money(risk.probability * monthlyValue * MONTHS, currency) : null,
    lastContacts: customer.visits.slice(-3).reverse().map(lastContactOf),
    workState: 'open',
    scoredAt: at,
    model: risk.model,
  };
}

const money = (amount: number, currency: string): Money => ({ amount: amount.toFixed(2), currency });

const lastContactOf = ({ contactId, startedAt, queue, channel, outcome, waitMs, resolved }: Visit) => ({
  contactId,
  at: startedAt,
  queue,
  channel,
  outcome,
  waitMs,
  resolved,
});
