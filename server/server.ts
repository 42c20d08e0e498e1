import { join } from 'node:path';
import { createAccess } from './adapters/access/access.ts';
import { prepareAccess } from './adapters/access/setup.ts';
import { buildApp } from './adapters/http/app.ts';
import { openRedis } from './adapters/redis/open.ts';
import { openRiskModel } from './adapters/risk/tensorflow.ts';
import { openWall } from './adapters/sockets/wall.ts';
import { createDemo } from './adapters/sources/demo.ts';
import { sourceTypes } from './adapters/sources/index.ts';
import { buildOf } from './build.ts';
import { type Config, checkout, siteOf } from './config.ts';
import { createBoards } from './flow/boards.ts';
import { createDemoSwitch, DEMO_SITE } from './flow/demo.ts';
import { createDesk } from './flow/desk/desk.ts';
import { createLive } from './flow/live.ts';
import { createScoring } from './flow/score.ts';
import { systemClock } from './ports/clock.ts';
import type { Log } from './ports/event-source.ts';
import { openWorkplace } from './workplace.ts';

const DEMO_SEED = 1;
const SCORE_ALL_MS = 6 * 3_600_000;

export type Running = {
  readonly address: string;
  /** The link that sets the first password, while none is set. */
  readonly setupLink: string | null;
  readonly tvLink: string;
  readonly notice: { readonly text: string; readonly mend: string } | null;
  close(): Promise<void>;
};

/** Starts everything and resolves when it listens. What was started is stopped again when a later part fails. */
export async function startServer(config: Config, log: Log): Promise<Running> {
  const clock = systemClock;
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) await stop();
  };
  try {
    const redis = await openRedis(config, log);
    closers.push(redis.close);
    const { clientOptions, notice } = redis;
    const workplace = await openWorkplace({
      config,
      clientOptions,
      clock,
      log,
      onAccepted: (sites) => demo.onAccepted(sites),
    });
    closers.push(workplace.close);
    const { ledger, store, apply, intake, sites } = workplace;
    const context = { intake, store, clock, log };
    const demo = createDemoSwitch({
      mode: config.demo,
      ledger,
      log,
      start: () =>
        createDemo(
          { site: DEMO_SITE, timeZone: siteOf(config, DEMO_SITE).timeZone, seed: DEMO_SEED },
          context,
        ).start(),
    });
    const model = await openRiskModel();
    const live = createLive({ ledger, sites, now: clock.now });
    closers.push(live.close);
    const desk = createDesk({
      ledger,
      live,
      apply,
      sites,
      model,
      now: clock.now,
      defaultSite: demo.defaultSite,
    });
    const boards = createBoards({
      ledger,
      live,
      desk,
      ripen: apply.ripen,
      sites,
      notice,
      now: clock.now,
      log,
    });
    closers.push(boards.stop);
    const scoring = createScoring({ ledger, model, now: clock.now, log });
    closers.push(scoring.stop);

    const access = createAccess({ store, clock, config });
    const { setupToken, tvToken } = await prepareAccess(store);
    const pagesDir = join(checkout, 'wallboard', 'dist');
    const build = buildOf(pagesDir);
    let walls = () => 0;
    const app = await buildApp({
      intake,
      desk,
      access,
      clock,
      health: () => {
        const { ledger: state } = boards.health();
        return state.ok
          ? { ready: true, reasons: notice ? [notice.text] : [] }
          : {
              ready: false,
              reasons: [`The ledger does not answer since ${new Date(state.since).toISOString()}.`],
            };
      },
      walls: () => walls(),
      config: {
        publicUrl: config.publicUrl,
        build,
        docs: true,
        targets: config.targets,
        ownMetrics: config.ownMetrics,
        definitions: config.definitions,
      },
      pagesDir,
      notice: notice?.text ?? null,
      log: { level: config.logLevel },
    });
    const wall = openWall({ server: app.server, boards, access, clock, log, build });
    walls = wall.count;
    closers.push(() => app.close());
    closers.push(wall.close);
    await app.listen({ port: config.port, host: config.host });

    for (const settings of config.sources) {
      const { stop } = await sourceTypes[settings.type](settings, context).start();
      closers.push(stop);
    }
    closers.push(demo.stop);
    await demo.begin();
    closers.push(
      keepScoring(async () => {
        for (const site of await ledger.sites()) await scoring.all(site);
      }, log),
    );

    const bound = app.server.address();
    const port = typeof bound === 'object' && bound ? bound.port : config.port;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    const address = config.publicUrl ?? `http://${host === '0.0.0.0' ? 'localhost' : host}:${port}`;
    return {
      address,
      setupLink: setupToken === null ? null : `${address}/setup?token=${setupToken}`,
      tvLink: `${address}/tv/floor?token=${tvToken}`,
      notice,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Now and then everybody is scored again: what was recent fades, and the model may be another one. */
function keepScoring(scoreAll: () => Promise<void>, log: Log): () => void {
  const run = () =>
    void scoreAll().catch((cause) => log.warn({ err: cause }, 'scoring everybody was put off'));
  run();
  const timer = setInterval(run, SCORE_ALL_MS);
  return () => clearInterval(timer);
}
