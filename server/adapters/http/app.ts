import { monitorEventLoopDelay } from 'node:perf_hooks';
import Fastify, { LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sizes, times } from './body/sizes.ts';
import type { AppDeps } from './deps.ts';
import { addBodies } from './plugins/bodies.ts';
import { addDocs, addOpenApi } from './plugins/docs.ts';
import { addErrors } from './plugins/errors.ts';
import { addHeaders } from './plugins/headers.ts';
import { addAnswerLog, isClosely, logOptions } from './plugins/log.ts';
import { addPolicies } from './plugins/policies.ts';
import { type App, addQueries } from './plugins/queries.ts';
import { addAgents } from './routes/agents.ts';
import { addContacts } from './routes/contacts.ts';
import { addCustomers } from './routes/customers.ts';
import { addEvents } from './routes/events.ts';
import { addHealth } from './routes/health.ts';
import { addLive } from './routes/live.ts';
import { addMetrics } from './routes/metrics.ts';
import { addPages } from './routes/pages.ts';
import { addSession } from './routes/session.ts';
import { addStaffing } from './routes/staffing.ts';
import { createVerdictCounts } from './verdict-counts.ts';

/** Everything that is reached over HTTP. Nothing is open that does not say so, see `plugins/policies.ts`. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { access, config } = deps;
  const app = Fastify({
    logger: logOptions(deps.log),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: sizes.batchBytes,
    keepAliveTimeout: times.keepAlive,
    // A body has its own limit in `body/read.ts`; this one would cut off an import that takes as long as it takes.
    requestTimeout: 0,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    http: {
      maxHeaderSize: sizes.headerBytes,
      headersTimeout: times.headers,
      connectionsCheckingInterval: 2_000,
    },
  }).withTypeProvider<ZodTypeProvider>();

  addErrors(app);
  addHeaders(app, config.publicUrl);
  addPolicies(app, access);
  addBodies(app);
  addQueries(app);
  if (isClosely(deps.log)) addAnswerLog(app);
  if (config.docs) await addOpenApi(app, config.build);

  const counts = createVerdictCounts();
  const loop = monitorEventLoopDelay();
  loop.enable();
  app.addHook('onClose', async () => void loop.disable());
  const loopDelayMs = () => ({ mean: loop.mean / 1e6, p99: loop.percentile(99) / 1e6 });

  addEvents(app, { ...deps, counts });
  addLive(app, deps);
  addMetrics(app, deps);
  addContacts(app, deps);
  addAgents(app, deps);
  addCustomers(app, deps);
  addStaffing(app, deps);
  addSession(app, deps);
  addHealth(app, { ...deps, counts, loopDelayMs });
  await addPages(app, deps);
  if (config.docs) await addDocs(app);
  return app;
}
