import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import { prometheusText } from '../prometheus.ts';
import type { VerdictCounts } from '../verdict-counts.ts';

const Readiness = z.object({
  ready: z.boolean(),
  reasons: z.array(z.string()).optional().meta({ description: 'for those who are signed in or bring a key' }),
  notice: z.string().nullable().optional(),
});

type Deps = Pick<AppDeps, 'access' | 'health' | 'walls' | 'notice'> & {
  readonly counts: VerdictCounts;
  readonly loopDelayMs: () => { readonly mean: number; readonly p99: number };
};

export function addHealth(app: App, { access, health, walls, notice, counts, loopDelayMs }: Deps): void {
  app.get(
    '/livez',
    {
      config: { access: 'anonymous' },
      schema: {
        summary: 'Whether the process runs',
        response: { 200: z.object({ alive: z.literal(true) }) },
      },
    },
    async () => ({ alive: true as const }),
  );

  app.get(
    '/readyz',
    {
      config: { access: 'anonymous' },
      schema: {
        summary: 'Whether it can do its work',
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (request, reply) => {
      const { ready, reasons } = health();
      // Who asks cannot be looked up while the ledger is away; the status is for everybody, the reasons are not.
      const asker = await access.identify(request.headers).catch(() => null);
      reply.code(ready ? 200 : 503);
      return asker?.rights.has('read') ? { ready, reasons: [...reasons], notice } : { ready };
    },
  );

  app.get(
    '/metrics',
    {
      config: { access: 'read' },
      schema: { summary: 'Gauges for Prometheus', produces: ['text/plain'], response: { 200: z.string() } },
    },
    async (_, reply) => {
      reply.type('text/plain; version=0.0.4; charset=utf-8').serializer((text: string) => text);
      return prometheusText({
        verdicts: counts.all(),
        loopDelayMs: loopDelayMs(),
        walls: walls(),
        ready: health().ready,
        memoryBytes: process.memoryUsage.rss(),
        uptimeSeconds: process.uptime(),
      });
    },
  );
}
