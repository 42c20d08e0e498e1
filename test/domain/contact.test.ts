import { describe, expect, test } from 'vitest';
import type { Contribution, Facts } from '#domain/cells.ts';
import { readContact } from '#domain/contact.ts';
import { addContact } from '#domain/contact-facts.ts';
import { defaultDefinitions } from '#domain/definitions.ts';
import type { ContactEvent } from '#domain/event.ts';
import { addSums } from '#domain/sums.ts';
import { told } from '../support/stories.ts';

const DAY = 86_400;
const offered = { queue: 'billing', channel: 'voice', direction: 'inbound' };
const read = (events: readonly ContactEvent[], nowSecond = DAY * 3) =>
  readContact(events, defaultDefinitions, told.at(nowSecond));
const sumsOf = (events: readonly ContactEvent[], nowSecond?: number): Facts => {
  const contribution: Contribution = {};
  addContact(contribution, read(events, nowSecond));
  const sums: Facts = {};
  for (const facts of Object.values(contribution)) addSums(sums, facts);
  return sums;
};
const story = (...lines: Parameters<typeof told.contact>[0][]) => lines.map((line) => told.contact(line));

describe('a contact', () => {
  test('that is answered, held and wrapped up has talk, hold and wrap-up', () => {
    const sums = sumsOf(
      story(
        [0, 'contact.offered', offered],
        [12, 'contact.answered', { agent: 'Ana' }],
        [60, 'contact.held', { agent: 'Ana' }],
        [90, 'contact.resumed', { agent: 'Ana' }],
        [132, 'contact.ended', { agent: 'Ana', endedBy: 'customer' }],
        [150, 'contact.wrapped', { agent: 'Ana', resolved: true }],
      ),
    );
    expect(sums).toMatchObject({ offered: 1, answered: 1, answeredWaitMs: 12_000, serviceHits: 1, legs: 1 });
    expect(sums).toMatchObject({ talkMs: 90_000, holdMs: 30_000, wrapupMs: 18_000 });
  });

  test('has the lengths that its source sends, not the differences of its times (K3)', () => {
    const sums = sumsOf(
      story(
        [0, 'contact.offered', offered],
        [13, 'contact.answered', { agent: 'Ana', waitMs: 12_000 }],
        [100, 'contact.ended', { agent: 'Ana', talkMs: 86_000, holdMs: 5_000 }],
      ),
    );
    expect(sums).toMatchObject({ answeredWaitMs: 12_000, talkMs: 86_000, holdMs: 5_000 });
  });

  test('answered exactly at the threshold is a hit, a millisecond later a miss (K5)', () => {
    const answered = (waitMs: number) =>
      sumsOf(story([0, 'contact.offered', offered], [30, 'contact.answered', { agent: 'Ana', waitMs }]));
    expect(answered(20_000)).toMatchObject({ serviceHits: 1 });
    expect(answered(20_001)).toMatchObject({ serviceMisses: 1 });
    expect(answered(20_001).serviceHits).toBeUndefined();
  });

  test('abandoned at the short limit is short and not judged, past it a miss (K5)', () => {
    const abandoned = (waitMs: number) =>
      sumsOf(story([0, 'contact.offered', offered], [9, 'contact.abandoned', { waitMs }]));
    expect(abandoned(5_000)).toEqual({
      offered: 1,
      abandoned: 1,
      shortAbandoned: 1,
      shortAbandonedWaitMs: 5_000,
    });
    expect(abandoned(5_001)).toEqual({
      offered: 1,
      abandoned: 1,
      abandonedWait: 1,
      abandonedWaitMs: 5_001,
      abandonedInTime: 1,
      serviceMisses: 1,
    });
  });

  test('that leaves the queue within the threshold is not judged, later it is a miss (K5)', () => {
    const left = (second: number) =>
      sumsOf(story([0, 'contact.offered', offered], [second, 'contact.left', { reason: 'callback' }]));
    expect(left(20)).toEqual({ offered: 1, flowedOut: 1, flowedOutWaitMs: 20_000, flowedOutInTime: 1 });
    expect(left(21)).toEqual({ offered: 1, flowedOut: 1, flowedOutWaitMs: 21_000, serviceMisses: 1 });
  });

  test('that still waits becomes a miss when the threshold has passed, and says when to look again (K5)', () => {
    const waiting = story([0, 'contact.offered', offered]);
    expect(sumsOf(waiting, 20)).toEqual({ offered: 1 });
    expect(read(waiting, 20).segments[0]?.dueAt).toBe(told.at(20) + 1);
    expect(sumsOf(waiting, 21)).toEqual({ offered: 1, serviceMisses: 1 });
  });

  test('without an end is closed as unknown after twelve hours and left out of waits and handling (L5)', () => {
    const waiting = story([0, 'contact.offered', offered]);
    expect(sumsOf(waiting, DAY / 2)).toEqual({ offered: 1, flowedOut: 1, unknownEnds: 1, serviceMisses: 1 });
    const talking = story([0, 'contact.offered', offered], [5, 'contact.answered', { agent: 'Ana' }]);
    expect(sumsOf(talking, DAY / 2)).not.toHaveProperty('unknownEnds');
    expect(sumsOf(talking, DAY / 2 + 5)).toEqual({
      offered: 1,
      answered: 1,
      answeredWait: 1,
      answeredWaitMs: 5_000,
      serviceHits: 1,
      unknownEnds: 1,
    });
  });

  test('closed by a restart marker is unknown, until a real end arrives (L5, K2)', () => {
    const attributes = { closed: 'unknown' };
    const events = story(
      [0, 'contact.offered', offered],
      [5, 'contact.answered', { agent: 'Ana' }],
      [50, 'contact.ended', { agent: 'Ana', endedBy: 'system', attributes }],
    );
    expect(sumsOf(events)).toMatchObject({ answered: 1, unknownEnds: 1 });
    const end = told.contact([65, 'contact.ended', { agent: 'Ana', endedBy: 'agent' }]);
    expect(sumsOf([...events, end])).toMatchObject({ answered: 1, legs: 1, talkMs: 60_000 });
    const left = story(
      [0, 'contact.offered', offered],
      [9, 'contact.left', { reason: 'system', attributes }],
    );
    expect(sumsOf(left)).toEqual({ offered: 1, flowedOut: 1, unknownEnds: 1 });
  });

  test('that is answered without an entry was offered all the same (K1)', () => {
    const events = story([30, 'contact.answered', { agent: 'Ana', queue: 'billing', waitMs: 10_000 }]);
    expect(sumsOf(events)).toMatchObject({ offered: 1, answered: 1, answeredWaitMs: 10_000, serviceHits: 1 });
    expect(read(events).startedAt).toBe(told.at(20));
  });

  test('transferred into another queue is two segments and two legs of one contact', () => {
    const contact = read(
      story(
        [0, 'contact.offered', offered],
        [10, 'contact.answered', { agent: 'Ana' }],
        [40, 'contact.transferred', { agent: 'Ana', mode: 'queue', toQueue: 'sales' }],
        [40, 'contact.offered', { ...offered, queue: 'sales' }],
        [55, 'contact.answered', { agent: 'Ben' }],
        [95, 'contact.ended', { agent: 'Ben' }],
      ),
    );
    expect(contact.segments.map(({ queue, outcome, waitMs }) => [queue, outcome, waitMs])).toEqual([
      ['billing', 'answered', 10_000],
      ['sales', 'answered', 15_000],
    ]);
    const legs = contact.segments.flatMap((segment) => segment.legs);
    expect(legs.map((leg) => [leg.agent, leg.talkMs, leg.transferred])).toEqual([
      ['Ana', 30_000, true],
      ['Ben', 40_000, false],
    ]);
    expect(contact.lastLeg?.agent).toBe('Ben');
  });

  test('handed over by an agent who answers it again later ends the earlier leg (T6)', () => {
    const { segments } = read(
      story(
        [0, 'contact.offered', offered],
        [10, 'contact.answered', { queue: 'billing', agent: 'Ana' }],
        [70, 'contact.transferred', { agent: 'Ana', mode: 'queue', toQueue: 'sales' }],
        [70, 'contact.offered', { ...offered, queue: 'sales' }],
        [95, 'contact.answered', { queue: 'sales', agent: 'Ana' }],
        [125, 'contact.ended', { agent: 'Ana' }],
      ),
    );
    const legs = segments.flatMap(({ queue, legs }) =>
      legs.map(({ talkMs, transferred }) => [queue, talkMs, transferred]),
    );
    expect(legs).toEqual([
      ['billing', 60_000, true],
      ['sales', 30_000, false],
    ]);
  });

  test('back in the same queue under its own segment id is a new segment', () => {
    const contact = read(
      story(
        [0, 'contact.offered', offered],
        [2, 'contact.answered', { agent: 'Ana', queue: 'billing' }],
        [4, 'contact.transferred', { agent: 'Ana', queue: 'billing', mode: 'blind' }],
        [4, 'contact.offered', { ...offered, segmentId: 'k1/billing/2' }],
        [9, 'contact.abandoned', { segmentId: 'k1/billing/2', queue: 'billing' }],
      ),
    );
    expect(contact.segments.map(({ outcome }) => outcome)).toEqual(['answered', 'abandoned']);
  });

  test('that ends before anybody answered was abandoned by its customer, or flowed out', () => {
    const ended = (endedBy: string) =>
      read(story([0, 'contact.offered', offered], [9, 'contact.ended', { endedBy }])).segments[0]?.outcome;
    expect(ended('customer')).toBe('abandoned');
    expect(ended('system')).toBe('flowedOut');
  });
});
