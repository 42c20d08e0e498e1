import { Readable } from 'node:stream';
import { z } from 'zod';
import { FloorlightError } from '#domain/errors.ts';
import type { ContactsQuery, Desk } from '../../../ports/desk.ts';
import { contactColumns, csvLine, csvOfContact } from '../answers/csv.ts';
import { contactOf, happenedOf } from '../answers/mapping.ts';
import { Contacts, OneContact } from '../answers/shapes.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import { filters, IdInAddress, metricNames, paging, range, rangeOf, Site, whereOf } from './parameters.ts';

const CSV_PAGE = 200;
const Format = z
  .enum(['json', 'csv'], { error: 'must be json or csv' })
  .optional()
  .meta({ description: 'csv answers all pages from `cursor` on as one table, whatever `limit` says' });
const Table = z.string().meta({
  description: `CSV of RFC 4180, one row for each leg, or segment without one: ${contactColumns.join(', ')}. Texts that a spreadsheet would run as a formula begin with an apostrophe.`,
});

export function addContacts(app: App, deps: Pick<AppDeps, 'desk' | 'clock' | 'config'>): void {
  const { desk, config } = deps;
  const Query = z.strictObject({
    metric: metricNames(config.ownMetrics).Metric,
    ...filters,
    ...range,
    ...paging,
    format: Format,
    site: Site,
  });
  app.get(
    '/v1/contacts',
    {
      config: { access: 'read' },
      schema: {
        summary: 'The contacts behind a number',
        description: 'As JSON a page at a time, as CSV (`Accept: text/csv` or `format=csv`) all of them.',
        querystring: Query,
        response: {
          200: {
            description: 'The contacts in the order of their start',
            content: { 'application/json': { schema: Contacts }, 'text/csv': { schema: Table } },
          },
        },
      },
    },
    async ({ query, headers }, reply) => {
      const site = query.site ?? (await desk.defaultSite());
      const { metric, limit, cursor } = query;
      const asked: ContactsQuery = {
        site,
        ...(metric ? { metric } : {}),
        where: whereOf(query),
        ...(await rangeOf({ from: query.from, to: query.to }, site, deps)),
        limit,
        ...(cursor ? { cursor } : {}),
      };
      reply.header('vary', 'accept');
      if (query.format === 'csv' || (query.format === undefined && prefersCsv(headers.accept))) {
        const name = ['contacts', site, metric, new Date(asked.from).toISOString().slice(0, 10)];
        reply.type('text/csv; charset=utf-8; header=present');
        reply.header('content-disposition', `attachment; filename="${name.filter(Boolean).join('-')}.csv"`);
        // The stream is the text that is documented.
        return reply.send((await tableOf(desk, asked)) as unknown as string);
      }
      const page = await desk.contacts(asked);
      return reply.send({ rows: page.rows.map(contactOf), cursor: page.cursor });
    },
  );

  app.get(
    '/v1/contacts/:id',
    {
      config: { access: 'read' },
      schema: {
        summary: 'One contact with its events',
        params: IdInAddress,
        querystring: z.strictObject({ site: Site }),
        response: { 200: OneContact },
      },
    },
    async ({ params, query }) => {
      const found = await desk.contact(query.site ?? (await desk.defaultSite()), params.id);
      if (found === null) throw new FloorlightError('NOT_FOUND', 'There is no such contact.');
      return { contact: contactOf(found.contact), events: found.events.map(happenedOf) };
    },
  );
}

/** Whether CSV is named and JSON is not named before it. */
function prefersCsv(accept: string | undefined): boolean {
  const wanted = (accept ?? '').toLowerCase().split(',');
  const places = ['text/csv', 'application/json'].map((type) =>
    wanted.findIndex((one) => one.trim().startsWith(type)),
  );
  const [csv = -1, json = -1] = places;
  return csv >= 0 && (json < 0 || csv < json);
}

/** All pages as one stream. The first page is read before anything is sent, so that its failure can still be told. */
async function tableOf(desk: Desk, asked: ContactsQuery): Promise<Readable> {
  const first = await desk.contacts({ ...asked, limit: CSV_PAGE });
  async function* lines() {
    yield csvLine(contactColumns);
    for (let page = first; ; page = await desk.contacts({ ...asked, limit: CSV_PAGE, cursor: page.cursor })) {
      yield page.rows.map((row) => csvOfContact(contactOf(row))).join('');
      if (page.cursor === null) return;
    }
  }
  return Readable.from(lines(), { highWaterMark: 1 });
}
