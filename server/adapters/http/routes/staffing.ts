import { z } from 'zod';
import { Staffing, staffingOf } from '../answers/staffing.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import { filters, Site } from './parameters.ts';

const MOST = 1_000;
const range = `must be ${-MOST} to ${MOST}`;
const More = z.coerce
  .number({ error: 'must be a whole number' })
  .int('must be a whole number')
  .min(-MOST, range)
  .max(MOST, range)
  .default(1)
  .meta({ description: 'how many more agents to try; fewer with a minus' });

export function addStaffing(app: App, { desk }: Pick<AppDeps, 'desk'>): void {
  app.get(
    '/v1/staffing',
    {
      config: { access: 'read' },
      schema: {
        summary: 'What more agents would make of each queue now',
        description:
          'Erlang A with the patience of the customers of the last 14 days, Erlang C where nobody gave up. Queues of inbound calls only: the models are of one agent for one customer who waits.',
        querystring: z.strictObject({ queue: filters.queue, more: More, site: Site }),
        response: { 200: Staffing },
      },
    },
    async ({ query }) => {
      const site = query.site ?? (await desk.defaultSite());
      const { queue, more } = query;
      return staffingOf(await desk.staffing({ site, more, ...(queue === undefined ? {} : { queue }) }));
    },
  );
}
