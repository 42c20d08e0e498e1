import { describe, expect, test } from 'vitest';
import type { Contribution, Facts } from '#domain/cells.ts';
import { readCellKey } from '#domain/cells.ts';
import type { Visit } from '#domain/customer.ts';
import { addSums } from '#domain/sums.ts';
import { slotOf } from '#domain/time.ts';
import { addVisits } from '#domain/visits.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-11-02T09:00:00Z');
const visit = (contactId: string, startedAt: number, parts: Partial<Visit> = {}): Visit => ({
  contactId,
  version: 1,
  startedAt,
  endedAt: startedAt + 60_000,
  queue: 'billing',
  channel: 'voice',
  direction: 'inbound',
  team: '',
  agent: 'Ana',
  intent: null,
  outcome: 'handled',
  resolved: null,
  waitMs: 0,
  talkMs: 60_000,
  holdMs: 0,
  transfers: 0,
  agents: 1,
  ...parts,
});
function sumsOf(visits: readonly Visit[]): Facts {
  const contribution: Contribution = {};
  addVisits(contribution, visits);
  const sums: Facts = {};
  for (const facts of Object.values(contribution)) addSums(sums, facts);
  return sums;
}

describe('first contact resolution', () => {
  test('is credited to a handled contact that nobody follows up (F3)', () => {
    expect(sumsOf([visit('a', START)])).toEqual({ knownContacts: 1, handledContacts: 1, resolvedFirst: 1 });
  });

  test('is taken back by a repeat within 7 days of the end, and not by one a moment later (F3)', () => {
    const end = START + 60_000;
    expect(sumsOf([visit('a', START), visit('b', end + 7 * DAY)]).resolvedFirst).toBe(1);
    expect(sumsOf([visit('a', START), visit('b', end + 7 * DAY + 1)]).resolvedFirst).toBe(2);
  });

  test('is taken back in the interval in which the earlier contact ended (F3)', () => {
    const contribution: Contribution = {};
    addVisits(contribution, [visit('a', START), visit('b', START + DAY)]);
    const resolved = Object.entries(contribution).filter(([, facts]) => facts.resolvedFirst);
    expect(resolved.map(([key]) => readCellKey(key).slot)).toEqual([slotOf(START + DAY + 60_000)]);
  });

  test('is not taken back by a contact about another matter, but by one about none (F3)', () => {
    const first = visit('a', START, { intent: 'bill' });
    expect(sumsOf([first, visit('b', START + DAY, { intent: 'move' })]).resolvedFirst).toBe(2);
    expect(sumsOf([first, visit('b', START + DAY, { intent: 'bill' })]).resolvedFirst).toBe(1);
    expect(sumsOf([first, visit('b', START + DAY)]).resolvedFirst).toBe(1);
  });

  test('is not given to what the agent marked unresolved, nor counted for what nobody handled (F3)', () => {
    expect(sumsOf([visit('a', START, { resolved: false })])).toEqual({
      knownContacts: 1,
      handledContacts: 1,
    });
    expect(sumsOf([visit('a', START, { outcome: 'abandoned' })])).toEqual({ knownContacts: 1 });
    expect(sumsOf([visit('a', START, { outcome: 'open', endedAt: null })])).toEqual({ knownContacts: 1 });
  });

  test('counts repeats within one, seven and thirty days', () => {
    const gaps = (gap: number) => {
      const {
        repeats1d = 0,
        repeats7d = 0,
        repeats30d = 0,
      } = sumsOf([visit('a', START), visit('b', START + gap)]);
      return [repeats1d, repeats7d, repeats30d];
    };
    expect(gaps(DAY)).toEqual([1, 1, 1]);
    expect(gaps(DAY + 1)).toEqual([0, 1, 1]);
    expect(gaps(30 * DAY)).toEqual([0, 0, 1]);
    expect(gaps(30 * DAY + 1)).toEqual([0, 0, 0]);
  });
});
