import { z } from 'zod';
import { FloorlightError } from '#domain/errors.ts';
import { agentOf } from '../answers/mapping.ts';
import { Agent, Agents } from '../answers/shapes.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import { IdInAddress, Site } from './parameters.ts';

const Query = z.strictObject({ site: Site });

export function addAgents(app: App, { desk }: Pick<AppDeps, 'desk'>): void {
  app.get(
    '/v1/agents',
    {
      config: { access: 'read' },
      schema: {
        summary: 'Every agent: state now, figures of today',
        querystring: Query,
        response: { 200: Agents },
      },
    },
    async ({ query }) => {
      const rows = await desk.agents(query.site ?? (await desk.defaultSite()));
      return { rows: rows.map(agentOf), cursor: null };
    },
  );

  app.get(
    '/v1/agents/:id',
    {
      config: { access: 'read' },
      schema: {
        summary: 'One agent: state now, figures of today',
        params: IdInAddress,
        querystring: Query,
        response: { 200: Agent },
      },
    },
    async ({ params, query }) => {
      const row = await desk.agent(query.site ?? (await desk.defaultSite()), params.id);
      if (row === null) throw new FloorlightError('NOT_FOUND', 'There is no such agent.');
      return agentOf(row);
    },
  );
}
