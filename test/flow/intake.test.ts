import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { reportSources } from '../../server/flow/sources.ts';
import { workbench } from '../support/workbench.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const DAY = 86_400_000;
let bench: ReturnType<typeof workbench>;
beforeEach(() => {
  bench = workbench(createMemoryLedger(), { startedAt: NOW });
});

function event(id: string, parts: Record<string, unknown> = {}) {
  const data = { contactId: 'k1', queue: 'billing', channel: 'voice', direction: 'inbound' };
  return {
    specversion: '1.0',
    id,
    source: 'pbx',
    type: 'contact.offered',
    time: new Date(NOW).toISOString(),
    data,
    ...parts,
  };
}
async function verdictOf(input: unknown, options = {}) {
  const [result] = await bench.intake.take([input], options);
  return [result?.verdict, result?.reason ?? null];
}

describe('the way in', () => {
  test('creates once and knows a repeat, whatever order its keys come in (T2)', async () => {
    expect(await verdictOf(event('a'))).toEqual(['created', null]);
    expect(await verdictOf(event('a'))).toEqual(['duplicate', null]);
    const turned = Object.fromEntries(Object.entries(event('a')).reverse());
    expect(await verdictOf(turned)).toEqual(['duplicate', null]);
  });

  test('sets the same identity with other content aside, and the first one stands (T3)', async () => {
    await verdictOf(event('a'));
    const [verdict, reason] = await verdictOf(event('a', { time: new Date(NOW - 1000).toISOString() }));
    expect(verdict).toBe('conflict');
    expect(reason).toContain('other content');
    expect((await bench.ledger.list('main', 'waiting')).map(([, at]) => at)).toEqual([NOW]);
  });

  test('gives each event of a batch its own verdict, in order', async () => {
    const results = await bench.intake.take([
      event('a'),
      { nonsense: true },
      event('a'),
      event('b', { type: 'no.such' }),
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['created', 'rejected', 'duplicate', 'rejected']);
    expect(results.map(({ id }) => id)).toEqual(['a', null, 'a', 'b']);
  });

  test.each([
    ['specversion', { specversion: '0.3' }, 'specversion:'],
    ['id', { id: 'spaces are no id' }, 'id:'],
    ['time', { time: 'yesterday' }, 'time: must be a date'],
    ['missing queue', { data: { contactId: 'k1', channel: 'voice', direction: 'inbound' } }, 'data.queue:'],
    [
      'channel',
      { data: { contactId: 'k', queue: 'q', channel: 'fax', direction: 'inbound' } },
      'data.channel:',
    ],
    ['data', { data: 'text' }, 'data:'],
    [
      'fraction',
      { type: 'contact.answered', data: { contactId: 'k', agent: 'A', waitMs: 1.5 } },
      'data.waitMs:',
    ],
    [
      'endless',
      { type: 'contact.answered', data: { contactId: 'k', agent: 'A', waitMs: Number.POSITIVE_INFINITY } },
      'data.waitMs:',
    ],
    ['control', { data: { ...event('x').data, queue: 'a\u0000b' } }, 'data.queue:'],
    [
      'scale',
      { type: 'survey.answered', data: { surveyId: 's', kind: 'csat', score: 6, scale: '1-5' } },
      'data.score:',
    ],
  ])('names the field and the rule of what it rejects: %s', async (_, parts, said) => {
    const [verdict, reason] = await verdictOf(event('a', parts));
    expect(verdict).toBe('rejected');
    expect(reason).toContain(said);
  });

  test('sets aside what is too old or from the future, and takes history of any age on request', async () => {
    const at = (ms: number, id: string) => event(id, { time: new Date(ms).toISOString() });
    expect((await verdictOf(at(NOW - 7 * DAY, 'edge')))[0]).toBe('created');
    expect((await verdictOf(at(NOW - 7 * DAY - 1, 'old')))[0]).toBe('quarantined');
    expect((await verdictOf(at(NOW + 300_000, 'soon')))[0]).toBe('created');
    expect((await verdictOf(at(NOW + 300_001, 'future')))[0]).toBe('quarantined');
    expect((await verdictOf(at(NOW - 4000 * DAY, 'ancient'), { history: true }))[0]).toBe('created');
    expect((await verdictOf(at(NOW - 4000 * DAY, 'ancient'), { history: true }))[0]).toBe('duplicate');
    expect((await verdictOf(at(NOW + 300_001, 'future'), { history: true }))[0]).toBe('quarantined');
  });

  test('counts for each source what became of its events, and lengths that differ from its times (K3)', async () => {
    await verdictOf(event('a'));
    await verdictOf(event('a'));
    await verdictOf(event('b', { type: 'no.such' }));
    const answered = { contactId: 'k1', queue: 'billing', agent: 'Ana', waitMs: 5_001 };
    await verdictOf(
      event('c', { type: 'contact.answered', time: new Date(NOW + 4_000).toISOString(), data: answered }),
    );
    await bench.intake.note([{ source: 'pbx', kind: 'cut-line', count: 2, example: '17952832' }]);
    const [report] = await reportSources(bench.ledger, NOW);
    expect(report).toMatchObject({
      source: 'pbx',
      site: 'main',
      counts: { created: 2, duplicate: 1, conflict: 0, rejected: 1, quarantined: 0 },
      notes: [
        { kind: 'duration-differs', count: 1, example: null },
        { kind: 'cut-line', count: 2, example: '17952832' },
      ],
    });
  });
});

test('a late event does not make a source look behind', async () => {
  await verdictOf(event('now'));
  await verdictOf(event('late', { time: new Date(NOW - 3_600_000).toISOString() }));
  const [report] = await reportSources(bench.ledger, NOW);
  expect(report).toMatchObject({ lastEventAt: NOW, lagMs: 0, silent: false });
});

test('of one event in many requests at once, one is created and the others are repeats (T2)', async () => {
  const inputs = Array.from({ length: 12 }, () => [event('same'), event(`own`)]);
  const answers = await Promise.all(inputs.map((pair) => bench.intake.take(pair)));
  for (const place of [0, 1]) {
    const verdicts = answers.map((results) => results[place]?.verdict).sort();
    expect(verdicts).toEqual(['created', ...Array.from({ length: 11 }, () => 'duplicate')]);
  }
});
