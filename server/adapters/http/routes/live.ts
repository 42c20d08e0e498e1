import { z } from 'zod';
import { liveOf, sourceOf } from '../answers/mapping.ts';
import { Live, Sources } from '../answers/shapes.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import { Site } from './parameters.ts';

export function addLive(app: App, { desk, clock }: Pick<AppDeps, 'desk' | 'clock'>): void {
  app.get(
    '/v1/live',
    {
      config: { access: 'read' },
      schema: {
        summary: 'What is true now, and today so far',
        querystring: z.strictObject({ site: Site }),
        response: { 200: Live },
      },
    },
    async ({ query }) => liveOf(await desk.live(query.site ?? (await desk.defaultSite()))),
  );

  app.get(
    '/v1/sources',
    {
      config: { access: 'read' },
      schema: {
        summary: 'What each source sent, and what was odd about it',
        querystring: z.strictObject({}),
        response: { 200: Sources },
      },
    },
    async () => {
      const reports = await desk.sources();
      return { sources: reports.map((report) => sourceOf(report, clock.now())) };
    },
  );
}
