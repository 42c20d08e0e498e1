import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactColumns, csvCell, csvLine, csvOfContact } from '../../../server/adapters/http/answers/csv.ts';
import { contactOf } from '../../../server/adapters/http/answers/mapping.ts';
import { contact } from '../../support/fake-desk.ts';
import { BOOTSTRAP, startHttp } from '../../support/http.ts';
import { holds } from '../../support/seeds.ts';

const authorization = `Bearer ${BOOTSTRAP}`;
const other = { ...contact, contactId: 'k-2', customer: '=1+1', segments: contact.segments.slice(0, 1) };

/** RFC 4180, read strictly: a quote within a cell that has none around it is a fault. */
function tableOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) throw new Error('This is not CSV.');
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
const undone = (cell: string) => (/^'+[=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell);

async function start() {
  const http = await startHttp();
  const pages = [[contact], [], [other]];
  http.desk.contacts = async (query) => {
    http.desk.asked.push(query);
    const at = Number(query.cursor ?? 0);
    return { rows: pages[at] ?? [], cursor: at + 1 < pages.length ? String(at + 1) : null };
  };
  const get = (url: string, accept = '*/*') => http.app.inject({ url, headers: { authorization, accept } });
  return { ...http, get };
}

describe('a cell', () => {
  it('comes back as it was, and is never run as a formula', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', ' ', 'a') }),
    );
    const lines = fc.array(fc.array(text, { minLength: 25, maxLength: 25 }), { maxLength: 4 });
    const property = fc.asyncProperty(lines, async (rows) => {
      const read = tableOf(rows.map(csvLine).join(''));
      expect(read.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      expect(read.map((row) => row.map(undone))).toEqual(rows);
    });
    await holds('cells', property, 300);
  });
  it.each([
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['-1', "'-1"],
    ["'=1", "''=1"],
    ["'s Gravenhage", "'s Gravenhage"],
    ['a,b', '"a,b"'],
    [-1, '-1'],
    [false, 'false'],
    [null, ''],
  ])('%j is written as %s', (cell, written) => {
    expect(csvCell(cell)).toBe(written);
  });
});

describe('contacts as CSV', () => {
  it('have a row for each leg, and for a segment without one', () => {
    const [segment] = contact.segments;
    if (!segment) throw new Error('The contact of the tests has no segment.');
    const [leg] = segment.legs;
    if (!leg) throw new Error('The contact of the tests has no leg.');
    const segments = [
      { ...segment, legs: [leg, { ...leg, legId: 'second' }] },
      { ...segment, segmentId: 'alone', outcome: 'abandoned' as const, legs: [] },
    ];
    const rows = tableOf(csvOfContact(contactOf({ ...contact, segments })));
    expect(rows.map((row) => [row[4], row[14]])).toEqual([
      [segment.segmentId, leg.legId],
      [segment.segmentId, 'second'],
      ['alone', ''],
    ]);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([contactColumns.length]));
  });

  it.each([
    ['/v1/contacts?format=csv&limit=1', '*/*'],
    ['/v1/contacts', 'text/csv'],
    ['/v1/contacts', 'text/csv;q=1, application/json;q=0.5'],
  ])('are streamed over all pages for %s with accept %s', async (url, accept) => {
    const { get, desk } = await start();
    const answer = await get(url, accept);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
    ]);
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="contacts-main-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [head, ...rows] = tableOf(answer.body);
    expect(head).toEqual([...contactColumns]);
    expect(rows.map((row) => row[0])).toEqual([contact.contactId, 'k-2']);
    expect(rows[1]?.[3]).toBe("'=1+1");
    expect(rows[0]?.[1]).toBe(new Date(contact.startedAt).toISOString());
    expect(desk.asked.map((query) => 'cursor' in query && query.cursor)).toEqual([false, '1', '2']);
  });

  it.each([
    ['/v1/contacts', '*/*'],
    ['/v1/contacts', 'application/json, text/csv'],
    ['/v1/contacts?format=json', 'text/csv'],
  ])('stay JSON for %s with accept %s', async (url, accept) => {
    const answer = await (await start()).get(url, accept);
    expect(answer.json()).toMatchObject({ rows: [{ contactId: contact.contactId }], cursor: '1' });
  });

  it('are refused like the JSON, and a fault of the question is told before anything is sent', async () => {
    const { app, get, tvToken } = await start();
    expect((await app.inject('/v1/contacts?format=csv')).statusCode).toBe(401);
    expect((await app.inject(`/v1/contacts?format=csv&token=${tvToken}`)).statusCode).toBe(401);
    expect((await get('/v1/contacts?format=xml')).json().error).toMatchObject({ parameter: 'format' });
  });

  it('are in the documentation', async () => {
    const { app } = await startHttp({ docs: true });
    const document = (await app.inject({ url: '/docs/json', headers: { authorization } })).json();
    const answers = document.paths['/v1/contacts'].get.responses['200'].content;
    expect(Object.keys(answers)).toEqual(['application/json', 'text/csv']);
    expect(answers['text/csv'].schema.description).toContain('RFC 4180');
    expect(answers['application/json'].schema.properties.rows.type).toBe('array');
  });
});
