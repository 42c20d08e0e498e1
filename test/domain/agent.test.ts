import { describe, expect, test } from 'vitest';
import { type AgentChunk, readChunk, shownState, unknownMoment } from '#domain/agent.ts';
import type { Facts } from '#domain/cells.ts';
import type { AgentEvent } from '#domain/event.ts';
import { addSums } from '#domain/sums.ts';
import { told } from '../support/stories.ts';

const TWELVE_HOURS = 12 * 3_600_000;
type Marks = AgentChunk['legs'][string]['marks'];

function walk(events: readonly AgentEvent[], marks: Marks = []) {
  const chunk: AgentChunk = {
    startedAt: told.at(0),
    events,
    legs: marks.length > 0 ? { leg: { version: 1, marks } } : {},
    carry: unknownMoment,
  };
  const { contribution, end } = readChunk('Ana', chunk, TWELVE_HOURS);
  const sums: Facts = {};
  for (const facts of Object.values(contribution)) addSums(sums, facts);
  return { sums, end, contribution };
}
const changed = (second: number, state: string, data = {}) =>
  told.agent([second, 'agent.changed', { state, ...data }]);

describe('an agent', () => {
  test('is idle, on a contact, in wrap-up and paused for as long as the stretches last (A1)', () => {
    const { sums } = walk([
      changed(0, 'available'),
      changed(100, 'talking'),
      changed(160, 'wrapup'),
      changed(190, 'paused', { reason: 'break' }),
      changed(250, 'available'),
      changed(260, 'ringing'),
      changed(265, 'offline'),
      changed(900, 'available'),
    ]);
    expect(sums).toEqual({ availableMs: 110_000, handlingMs: 90_000, pausedMs: 60_000 });
  });

  test('on two contacts at once is busy once (A2)', () => {
    const marks: Marks = [
      [told.at(10), 1, 0],
      [told.at(20), 1, 0],
      [told.at(40), -1, 0],
      [told.at(50), -1, 0],
    ];
    const { sums, end } = walk([changed(0, 'available'), changed(60, 'offline')], marks);
    expect(sums).toEqual({ availableMs: 20_000, handlingMs: 40_000 });
    expect(end.busy).toBe(0);
  });

  test('whose presence nobody reported has no time to share, only contacts (A1)', () => {
    expect(
      walk(
        [],
        [
          [told.at(0), 1, 0],
          [told.at(30), -1, 0],
        ],
      ).sums,
    ).toEqual({});
  });

  test('has time prorated over the slots that it covers (A1)', () => {
    const { contribution } = walk([changed(240, 'available'), changed(360, 'offline')]);
    expect(Object.values(contribution)).toEqual([{ availableMs: 60_000 }, { availableMs: 60_000 }]);
  });

  test('whose sign-off was lost is not idle all night (L5)', () => {
    expect(walk([changed(0, 'available'), changed(TWELVE_HOURS / 1000, 'offline')]).sums).toEqual({});
    expect(walk([changed(0, 'available'), changed(TWELVE_HOURS / 1000 - 1, 'offline')]).sums).toEqual({
      availableMs: TWELVE_HOURS - 1_000,
    });
  });

  test('is shown talking on a contact and on hold when the customer is, whatever was reported before', () => {
    const start = walk([changed(0, 'available')], [[told.at(10), 1, 0]]).end;
    expect(shownState(start)).toEqual({ state: 'talking', since: told.at(10) });
    expect(shownState({ ...start, onHold: 1 }).state).toBe('hold');
    expect(shownState({ ...start, state: 'offline' }).state).toBe('offline');
    expect(shownState({ ...start, busy: 0 })).toEqual({ state: 'available', since: told.at(0) });
  });

  test('keeps since when a state began while it is only repeated', () => {
    const { end } = walk([
      changed(0, 'paused', { reason: 'break' }),
      changed(30, 'paused', { reason: 'break' }),
    ]);
    expect(end.since).toBe(told.at(0));
    expect(
      walk([changed(0, 'paused', { reason: 'a' }), changed(30, 'paused', { reason: 'b' })]).end.since,
    ).toBe(told.at(30));
  });
});
