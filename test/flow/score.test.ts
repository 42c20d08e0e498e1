import { expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { createScoring } from '../../server/flow/score.ts';
import type { Note } from '../../server/ports/ledger.ts';
import type { RiskModel } from '../../server/ports/risk-model.ts';
import { silent, workbench } from '../support/workbench.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

/** Says that everybody with more contacts is more likely to go. */
const model: RiskModel = {
  name: 'test',
  score: async (customers) =>
    customers.map(({ visits }) => ({
      probability: Math.min(1, visits.length / 10),
      horizonDays: 90,
      base: 0,
      reasons: [{ feature: 'contacts', contribution: visits.length, text: `${visits.length} contacts` }],
      model: 'test',
    })),
  features: () => ({}),
};

function floor() {
  const bench = workbench(createMemoryLedger(), { startedAt: NOW });
  const scoring = createScoring({ ledger: bench.ledger, model, now: bench.clock.now, log: silent });
  let count = 0;
  const send = (type: string, data: object) => {
    count += 1;
    const time = new Date(NOW + count).toISOString();
    return bench.intake.take([{ specversion: '1.0', id: `e${count}`, source: 'test', type, time, data }]);
  };
  const scored = () =>
    new Promise<Note>((resolve) => {
      const stop = bench.ledger.listen((note) => {
        if (note.scored.length === 0) return;
        stop();
        resolve(note);
      });
    });
  const offer = (contactId: string, customer: string) =>
    send('contact.offered', { contactId, customer, queue: 'q', channel: 'voice', direction: 'inbound' });
  return { ...bench, scoring, send, scored, offer };
}

test('a customer is scored after what happens to them, all events of a moment at once', async () => {
  const { ledger, scoring, offer, send, scored } = floor();
  const done = scored();
  await send('customer.changed', { customer: 'c1', monthlyValue: 19.99, currency: 'EUR', name: 'Zola' });
  await offer('k1', 'c1');
  await offer('k2', 'c1');
  expect((await done).scored).toEqual(['c1']);
  const row = JSON.parse((await ledger.fields('main', 'risks', ['c1']))[0] ?? '{}');
  expect(row).toMatchObject({
    customer: 'c1',
    name: 'Zola',
    probability: 0.2,
    band: 'high',
    monthlyValue: { amount: '19.99', currency: 'EUR' },
    valueAtRisk: { amount: '47.98', currency: 'EUR' },
    reasons: [{ text: '2 contacts' }],
    scoredAt: NOW,
  });
  expect(row.lastContacts.map(({ contactId }: { contactId: string }) => contactId)).toEqual(['k2', 'k1']);
  await scoring.stop();
});

test('the list is ordered by value at risk, those of unknown value last, and who left is not on it', async () => {
  const { ledger, scoring, offer, send, scored } = floor();
  let done = scored();
  await send('customer.changed', { customer: 'small', monthlyValue: 1, currency: 'EUR' });
  await send('customer.changed', { customer: 'large', monthlyValue: 100, currency: 'EUR' });
  for (const customer of ['small', 'large', 'unknown', 'gone']) await offer(`k-${customer}`, customer);
  await done;
  const order = async () =>
    (await ledger.list('main', 'valueAtRisk', { highestFirst: true })).map(([customer]) => customer);
  expect(await order()).toEqual(['large', 'small', 'unknown', 'gone']);
  done = scored();
  await send('customer.churned', { customer: 'gone', effectiveAt: '2026-12-31T00:00:00Z' });
  await done;
  expect(await order()).toEqual(['large', 'small', 'unknown']);
  await scoring.stop();
});

test('a customer whose scoring failed is scored again without another event', async () => {
  const { ledger, clock, intake } = workbench(createMemoryLedger(), { startedAt: NOW });
  let fails = 1;
  const moody: RiskModel = {
    ...model,
    score: async (customers, now) => {
      if (fails-- > 0) throw new Error('not now');
      return model.score(customers, now);
    },
  };
  const scoring = createScoring({ ledger, model: moody, now: clock.now, log: silent });
  const done = new Promise<Note>((resolve) => {
    ledger.listen((note) => note.scored.length > 0 && resolve(note));
  });
  const time = new Date(NOW).toISOString();
  const data = { customer: 'c1', monthlyValue: 5, currency: 'EUR' };
  await intake.take([{ specversion: '1.0', id: 'e', source: 'test', type: 'customer.changed', time, data }]);
  expect((await done).scored).toEqual(['c1']);
  await scoring.stop();
});
