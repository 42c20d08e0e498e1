import { beforeEach, describe, expect, test } from 'vitest';
import type { Change, Ledger, Note, SubjectKey } from '../../server/ports/ledger.ts';

const key: SubjectKey = { site: 'main', kind: 'contact', id: 'k1' };
const group = JSON.stringify(['billing', 'voice', 'inbound', '']);
const slot = Date.parse('2026-03-29T10:05:00Z');
const day = '2026-03-29';

function change(expected: number, parts: Partial<Change> = {}): Change {
  return {
    subject: key,
    docs: [{ key, expected, doc: { seen: expected } }],
    checks: [],
    buckets: [{ cube: 'queue', group, day, slot, facts: [['offered', 2]] }],
    indexes: [],
    tables: [],
    stream: ['{}'],
    ...parts,
  };
}

/** The rules that every ledger obeys. `open` gives an empty one each time. */
export function ledgerContract(
  name: string,
  open: () => Promise<{ ledger: Ledger; close: () => Promise<void> }>,
): void {
  describe(`the ledger ${name}`, () => {
    let ledger: Ledger;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ ledger, close } = await open());
      return () => close();
    });

    test('gives back what was applied, with a version that grows', async () => {
      expect(await ledger.read([key])).toEqual([null]);
      expect(await ledger.apply([change(0)])).toEqual(['applied']);
      expect(await ledger.apply([change(1)])).toEqual(['applied']);
      expect(await ledger.read([key])).toEqual([{ version: 2, doc: { seen: 1 } }]);
      expect(await ledger.sites()).toEqual(['main']);
    });

    test('writes nothing of a change whose timeline has another version', async () => {
      await ledger.apply([change(0)]);
      const stale = change(0, { indexes: [{ index: 'due', member: 'k1', score: 5 }] });
      expect(await ledger.apply([stale])).toEqual(['conflict']);
      expect(await ledger.list('main', 'due')).toEqual([]);
      expect((await ledger.day('main', 'queue', day)).get(group)).toEqual({ offered: 2 });
    });

    test('holds a change back when a timeline that was only read has changed', async () => {
      await ledger.apply([change(0)]);
      const other = { ...key, part: 'b' };
      const checked = change(0, {
        docs: [{ key: other, expected: 0, doc: {} }],
        checks: [{ key, expected: 0 }],
      });
      expect(await ledger.apply([checked])).toEqual(['conflict']);
      expect(await ledger.apply([{ ...checked, checks: [{ key, expected: 1 }] }])).toEqual(['applied']);
      expect(await ledger.read([other])).toEqual([{ version: 1, doc: {} }]);
    });

    test('adds sums up by day and by slot, and takes away again', async () => {
      await ledger.apply([change(0)]);
      const less = [{ cube: 'queue' as const, group, day, slot, facts: [['offered', -1] as const] }];
      await ledger.apply([change(1, { buckets: less })]);
      expect(await ledger.groups('main', 'queue', day)).toEqual([group]);
      expect((await ledger.day('main', 'queue', day)).get(group)).toEqual({ offered: 1 });
      expect((await ledger.slots('main', 'queue', day, [group])).get(group)).toEqual(
        new Map([[slot, { offered: 1 }]]),
      );
      expect((await ledger.day('main', 'queue', '2026-03-30')).size).toBe(0);
    });

    test('knows an identity again, with the same or with other content', async () => {
      const first = { identity: 'a', fingerprint: 'x' };
      const other = { identity: 'a', fingerprint: 'y' };
      expect(await ledger.claim([first, other, first])).toEqual(['new', 'other', 'same']);
      expect(await ledger.claim([other, { identity: 'b', fingerprint: 'y' }])).toEqual(['other', 'new']);
    });

    test('lists members by number, from either end, in pages', async () => {
      const indexes = ['c', 'a', 'b'].map((member, at) => ({
        index: 'customers' as const,
        member,
        score: at,
      }));
      await ledger.apply([change(0, { indexes })]);
      expect(await ledger.list('main', 'customers')).toEqual([
        ['c', 0],
        ['a', 1],
        ['b', 2],
      ]);
      const page = { highestFirst: true, skip: 1, limit: 1 };
      expect(await ledger.list('main', 'customers', page)).toEqual([['a', 1]]);
      expect(await ledger.list('main', 'customers', { from: 1, to: 1 })).toEqual([['a', 1]]);
      await ledger.put('main', key, [{ index: 'customers', member: 'a', remove: true }], []);
      expect((await ledger.list('main', 'customers')).map(([member]) => member)).toEqual(['c', 'b']);
    });

    test('keeps small tables of texts', async () => {
      const agent: SubjectKey = { site: 'main', kind: 'agent', id: 'Ana' };
      await ledger.put('main', agent, [], [{ table: 'agents', field: 'Ana', value: '{}' }]);
      expect(await ledger.table('main', 'agents')).toEqual(new Map([['Ana', '{}']]));
      expect(await ledger.fields('main', 'agents', ['Ana', 'Ben'])).toEqual(['{}', null]);
    });

    test('counts what sources did', async () => {
      await ledger.tally('pbx', { created: 2 }, { lastEventAt: '5' });
      await ledger.tally('pbx', { created: 1 });
      expect((await ledger.tallies()).get('pbx')).toEqual({ created: '3', lastEventAt: '5' });
    });

    test('tells every listener what changed', async () => {
      const note: Note = {
        site: 'main',
        groups: [],
        agents: ['Ana'],
        customers: [],
        scored: [],
        waiting: true,
      };
      const heard = new Promise<Note>((resolve) => {
        ledger.listen(resolve);
      });
      await ledger.publish(note);
      expect(await heard).toEqual(note);
    });

    test('answers that it is well', async () => {
      expect(await ledger.check()).toBe(true);
    });
  });
}
