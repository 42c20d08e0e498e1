import type { Log } from '../ports/event-source.ts';
import type { Ledger } from '../ports/ledger.ts';

export const DEMO_SITE = 'demo';

/**
 * Decides about the demo centre. On `auto` it runs where nothing real was ever seen, and stops for good with the first
 * event of another site. `onReal` is to be told of every round of accepted events.
 */
export function createDemoSwitch({
  mode,
  ledger,
  start,
  log,
}: {
  mode: 'auto' | 'on' | 'off';
  ledger: Ledger;
  start: () => Promise<{ stop(): Promise<void> }>;
  log: Log;
}) {
  let running: Promise<{ stop(): Promise<void> }> | null = null;
  let real = false;

  async function hasReal(): Promise<boolean> {
    real ||= (await ledger.sites()).some((site) => site !== DEMO_SITE);
    return real;
  }

  async function stop(): Promise<void> {
    const ending = running;
    running = null;
    if (ending) await (await ending).stop();
  }

  return {
    async begin(): Promise<void> {
      const runs = mode === 'on' || (mode === 'auto' && !(await hasReal()));
      if (!runs || running) return;
      running = start();
      await running;
      log.info({ site: DEMO_SITE }, 'a demo centre runs until the first real event arrives');
    },
    onAccepted(sites: ReadonlySet<string>): void {
      if ([...sites].every((site) => site === DEMO_SITE)) return;
      real = true;
      if (mode !== 'auto' || !running) return;
      log.info({}, 'the first real event has arrived, so the demo centre stops');
      void stop();
    },
    /** What pages show when they name no site. */
    async defaultSite(): Promise<string> {
      if (mode === 'off' || (await hasReal())) return 'main';
      return running ? DEMO_SITE : 'main';
    },
    stop,
  };
}
