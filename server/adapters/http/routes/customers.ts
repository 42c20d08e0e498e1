import { z } from 'zod';
import { FloorlightError } from '#domain/errors.ts';
import { customerOf, happenedOf } from '../answers/mapping.ts';
import { Customers, OneCustomer } from '../answers/shapes.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import { IdInAddress, paging, Site } from './parameters.ts';

const Query = z.strictObject({
  sort: z.literal('valueAtRisk', { error: 'must be valueAtRisk' }).default('valueAtRisk'),
  ...paging,
  site: Site,
});

export function addCustomers(app: App, { desk }: Pick<AppDeps, 'desk'>): void {
  app.get(
    '/v1/customers',
    {
      config: { access: 'read' },
      schema: {
        summary: 'Who may leave: the most value at risk first',
        querystring: Query,
        response: { 200: Customers },
      },
    },
    async ({ query }) => {
      const { limit, cursor } = query;
      const site = query.site ?? (await desk.defaultSite());
      const page = await desk.customers({ site, limit, ...(cursor ? { cursor } : {}) });
      return { rows: page.rows.map(customerOf), cursor: page.cursor };
    },
  );

  app.get(
    '/v1/customers/:id',
    {
      config: { access: 'read' },
      schema: {
        summary: 'One customer: features, score, reasons, history',
        params: IdInAddress,
        querystring: z.strictObject({ site: Site }),
        response: { 200: OneCustomer },
      },
    },
    async ({ params, query }) => {
      const found = await desk.customer(query.site ?? (await desk.defaultSite()), params.id);
      if (found === null) throw new FloorlightError('NOT_FOUND', 'There is no such customer.');
      return {
        customer: customerOf(found.risk),
        features: { ...found.features },
        history: found.history.map(happenedOf),
      };
    },
  );
}
