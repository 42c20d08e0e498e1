import { z } from 'zod';
import { FloorlightError } from '#domain/errors.ts';
import { contactOf, happenedOf } from '../answers/mapping.ts';
import { Contacts, OneContact } from '../answers/shapes.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import { filters, IdInAddress, MetricName, paging, range, rangeOf, Site, whereOf } from './parameters.ts';

const Query = z.strictObject({ metric: MetricName, ...filters, ...range, ...paging, site: Site });

export function addContacts(app: App, deps: Pick<AppDeps, 'desk' | 'clock'>): void {
  const { desk } = deps;
  app.get(
    '/v1/contacts',
    {
      config: { access: 'read' },
      schema: {
        summary: 'The contacts behind a number',
        querystring: Query,
        response: { 200: Contacts },
      },
    },
    async ({ query }) => {
      const site = query.site ?? (await desk.defaultSite());
      const { metric, limit, cursor } = query;
      const page = await desk.contacts({
        site,
        ...(metric ? { metric } : {}),
        where: whereOf(query),
        ...(await rangeOf({ from: query.from, to: query.to }, site, deps)),
        limit,
        ...(cursor ? { cursor } : {}),
      });
      return { rows: page.rows.map(contactOf), cursor: page.cursor };
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
