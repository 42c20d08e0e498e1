import { describe, expect, test } from 'vitest';
import type { Contribution, Facts } from '#domain/cells.ts';
import { readContact } from '#domain/contact.ts';
import { addContact } from '#domain/contact-facts.ts';
import { defaultDefinitions } from '#domain/definitions.ts';
import { figureOf } from '#domain/metric.ts';
import { serviceLevel } from '#domain/metrics/service-level.ts';
import { presets, underPreset } from '#domain/presets.ts';
import { addSums } from '#domain/sums.ts';
import { told } from '../support/stories.ts';

type Ending = readonly [type: string, second: number, data: Record<string, unknown>];
const answered = (second: number): Ending => ['contact.answered', second, { agent: 'Ana' }];
const abandoned = (second: number): Ending => ['contact.abandoned', second, {}];
const left = (second: number): Ending => ['contact.left', second, { reason: 'callback' }];

/** So many segments of each ending, as sums. */
function sumsOf(endings: readonly (readonly [count: number, ending: Ending])[]): Facts {
  const sums: Facts = {};
  endings.forEach(([count, [type, second, data]], kind) => {
    for (let number = 0; number < count; number += 1) {
      const id = `k${kind}-${number}`;
      const offered = { queue: 'q', channel: 'voice', direction: 'inbound' };
      const events = [
        told.contact([0, 'contact.offered', offered], id),
        told.contact([second, type, { queue: 'q', ...data }], id),
      ];
      const contribution: Contribution = {};
      addContact(contribution, readContact(events, defaultDefinitions, told.at(86_400 / 4)));
      for (const facts of Object.values(contribution)) addSums(sums, facts);
    }
  });
  return sums;
}
const percent = (preset: string, sums: Facts): string =>
  ((figureOf(underPreset(serviceLevel, preset), sums).value ?? Number.NaN) * 100).toFixed(1);

describe('the presets of the service level', () => {
  test('give on one day of a hundred segments what their vendors publish', () => {
    const day = sumsOf([
      [60, answered(12)],
      [20, answered(40)],
      [5, abandoned(3)],
      [5, abandoned(11)],
      [6, abandoned(50)],
      [2, left(15)],
      [2, left(60)],
    ]);
    expect(Object.fromEntries(presets.map(({ id }) => [id, percent(id, day)]))).toEqual({
      genesys: '60.0',
      'talkdesk-live': '60.0',
      'aircall-live': '60.0',
      'queuemetrics-inclusive': '62.5',
      'talkdesk-live-short': '63.2',
      'twilio-live': '63.2',
      'cisco-negative': '64.5',
      'genesys-abandons': '65.9',
      cxengage: '66.7',
      'cisco-ignore': '68.2',
      'cisco-positive': '69.9',
      'amazon-connect': '72.0',
      'talkdesk-explore': '75.0',
      'aircall-overview': '75.0',
      queuemetrics: '75.0',
      'genesys-answered': '75.0',
    });
  });

  test('give Cisco’s own example: 70 in time, 10 given up in time, 20 too late', () => {
    const example = sumsOf([
      [70, answered(10)],
      [10, abandoned(10)],
      [20, answered(30)],
    ]);
    expect(['cisco-ignore', 'cisco-negative', 'cisco-positive'].map((id) => percent(id, example))).toEqual([
      '77.8',
      '70.0',
      '80.0',
    ]);
  });

  test('say nothing of nothing (L6)', () => {
    for (const { id } of presets) expect(figureOf(underPreset(serviceLevel, id), {}).value).toBe(null);
  });
});
