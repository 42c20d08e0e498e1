import { describe, expect, test } from 'vitest';
import { type Contribution, type Facts, readCellKey } from '#domain/cells.ts';
import { defaultDefinitions } from '#domain/definitions.ts';
import type { FactName } from '#domain/facts.ts';
import { addSums } from '#domain/sums.ts';
import { readTicket } from '#domain/ticket.ts';
import { addTicket } from '#domain/ticket-facts.ts';
import { told } from '../support/stories.ts';

const HOUR = 3_600;
type Lines = Parameters<typeof told.ticket>[0][];
const definitions = { ...defaultDefinitions, queues: { urgent: { firstResponseMs: 60_000 } } };
const read = (lines: Lines, nowSecond = 100 * HOUR) =>
  readTicket(
    lines.map((line) => told.ticket(line)),
    definitions,
    told.at(nowSecond),
  );
const contributionOf = (lines: Lines, nowSecond?: number): Contribution => {
  const contribution: Contribution = {};
  addTicket(contribution, read(lines, nowSecond));
  return contribution;
};
const sumsOf = (lines: Lines, nowSecond?: number): Facts => {
  const sums: Facts = {};
  for (const facts of Object.values(contributionOf(lines, nowSecond))) addSums(sums, facts);
  return sums;
};
/** The slots, in seconds of the story, in which a fact counts, and for whom. */
const placesOf = (fact: FactName, lines: Lines) =>
  Object.entries(contributionOf(lines))
    .filter(([, facts]) => facts[fact])
    .map(([key]) => readCellKey(key))
    .map(({ slot, of }) => [(slot - told.at(0)) / 1000, of.queue, of.agent]);

describe('a ticket', () => {
  test('that is answered and resolved has a response, a resolution and nothing open', () => {
    const sums = sumsOf([
      [0, 'ticket.created', { group: 'billing', channel: 'email' }],
      [HOUR, 'ticket.replied', { agent: 'Ana', public: true }],
      [2 * HOUR, 'ticket.resolved', { agent: 'Ana' }],
      [9 * HOUR, 'ticket.closed'],
    ]);
    expect(sums).toEqual({
      ticketsCreated: 1,
      firstResponses: 1,
      firstResponseMs: HOUR * 1000,
      responsesInTime: 1,
      ticketResolutions: 1,
      ticketsFirstResolved: 1,
      firstResolutionMs: 2 * HOUR * 1000,
      ticketsResolved: 1,
      resolutionMs: 2 * HOUR * 1000,
    });
  });

  test('is created by its first event, whatever that is (H1)', () => {
    const lines: Lines = [
      [60, 'ticket.assigned', { agent: 'Ana' }],
      [360, 'ticket.resolved'],
    ];
    expect(sumsOf(lines)).toMatchObject({ ticketsCreated: 1, ticketsResolved: 1, resolutionMs: 300_000 });
    expect(read([...lines, [0, 'ticket.created']]).createdAt).toBe(told.at(0));
  });

  test('stands with all it counts in the group where it is now, and names who did what (H2)', () => {
    const lines: Lines = [
      [0, 'ticket.created', { group: 'billing' }],
      [300, 'ticket.replied', { agent: 'Ana' }],
      [600, 'ticket.assigned', { group: 'desk', agent: 'Ben' }],
      [900, 'ticket.resolved'],
    ];
    expect(placesOf('ticketsCreated', lines)).toEqual([[0, 'desk', '']]);
    expect(placesOf('firstResponses', lines)).toEqual([[300, 'desk', 'Ana']]);
    expect(placesOf('ticketsResolved', lines)).toEqual([[900, 'desk', 'Ben']]);
  });

  test('is responded to by people in public, not by bots, notes or its customer (H3)', () => {
    const { firstResponse } = read([
      [0, 'ticket.created'],
      [10, 'ticket.replied', { bot: true, public: true }],
      [20, 'ticket.replied', { agent: 'Ana', public: false }],
      [30, 'ticket.replied', { by: 'customer' }],
      [40, 'ticket.replied', { agent: 'Ben' }],
      [50, 'ticket.replied', { agent: 'Ana' }],
    ]);
    expect(firstResponse).toEqual({ at: told.at(40), agent: 'Ben', waitedMs: 40_000 });
  });

  test('that an agent created waits for a response from the customer’s first message on (H3)', () => {
    const opened: Lines = [
      [0, 'ticket.created', { by: 'agent', agent: 'Ana' }],
      [10, 'ticket.replied', { agent: 'Ana' }],
    ];
    expect(read(opened)).toMatchObject({ firstResponse: null, judged: null, dueAt: null });
    const answered = read([
      ...opened,
      [100, 'ticket.replied', { by: 'customer' }],
      [160, 'ticket.replied', { agent: 'Ana' }],
    ]);
    expect(answered.firstResponse?.waitedMs).toBe(60_000);
  });

  test('that is closed without having been resolved is resolved then (H4)', () => {
    const sums = sumsOf([
      [0, 'ticket.created'],
      [600, 'ticket.closed', { agent: 'Ana' }],
    ]);
    expect(sums).toMatchObject({ ticketResolutions: 1, ticketsResolved: 1, resolutionMs: 600_000 });
  });

  test('that is reopened loses its resolution until it is resolved again (H5)', () => {
    const reopened: Lines = [
      [0, 'ticket.created'],
      [300, 'ticket.resolved', { agent: 'Ana' }],
      [600, 'ticket.reopened'],
    ];
    expect(sumsOf(reopened)).not.toHaveProperty('ticketsResolved');
    expect(sumsOf(reopened)).toMatchObject({
      ticketResolutions: 1,
      ticketReopenings: 1,
      ticketsFirstResolved: 1,
      ticketsEverReopened: 1,
    });
    const again: Lines = [...reopened, [1200, 'ticket.resolved', { agent: 'Ben' }]];
    expect(placesOf('ticketsResolved', again)).toEqual([[1200, '', 'Ben']]);
    expect(sumsOf(again)).toMatchObject({
      resolutionMs: 1_200_000,
      firstResolutionMs: 300_000,
      ticketResolutions: 2,
    });
  });

  test('is not resolved twice, and an open one not reopened (H4, H5)', () => {
    const sums = sumsOf([
      [0, 'ticket.created'],
      [100, 'ticket.reopened'],
      [300, 'ticket.resolved'],
      [600, 'ticket.resolved'],
    ]);
    expect(sums).toMatchObject({ ticketResolutions: 1, resolutionMs: 300_000 });
    expect(sums).not.toHaveProperty('ticketReopenings');
  });

  test('that is removed counts nowhere, unless it is reopened (H6)', () => {
    const removed: Lines = [
      [0, 'ticket.created'],
      [300, 'ticket.resolved'],
      [600, 'ticket.removed'],
    ];
    expect(sumsOf(removed)).toEqual({});
    expect(sumsOf([...removed, [900, 'ticket.reopened']])).toMatchObject({
      ticketsCreated: 1,
      ticketReopenings: 1,
    });
  });
});

describe('the response target', () => {
  const created: Lines = [[0, 'ticket.created']];

  test('is met at 4 hours exactly, and missed a second later at the moment it passed (H7)', () => {
    const replied = (second: number) => read([...created, [second, 'ticket.replied']]).judged;
    expect(replied(4 * HOUR)).toEqual({ hit: true, at: told.at(4 * HOUR) });
    expect(replied(4 * HOUR + 1)).toEqual({ hit: false, at: told.at(4 * HOUR) });
  });

  test('falls due while nobody responds, and says when to look again (H7)', () => {
    expect(read(created, 4 * HOUR)).toMatchObject({ judged: null, dueAt: told.at(4 * HOUR) + 1 });
    expect(read(created, 4 * HOUR + 1)).toMatchObject({ judged: { hit: false }, dueAt: null });
  });

  test('does not judge what was resolved without a response before it passed (H7)', () => {
    const resolved: Lines = [...created, [HOUR, 'ticket.resolved']];
    expect(read(resolved)).toMatchObject({ judged: null, dueAt: null });
    expect(read([...resolved, [2 * HOUR, 'ticket.reopened']]).judged).toMatchObject({ hit: false });
    expect(read([...resolved, [5 * HOUR, 'ticket.reopened']]).judged).toBeNull();
  });

  test('is that of its group where one is set (H7)', () => {
    const urgent: Lines = [
      [0, 'ticket.created', { group: 'urgent' }],
      [61, 'ticket.replied'],
    ];
    expect(read(urgent).judged).toEqual({ hit: false, at: told.at(60) });
  });
});
