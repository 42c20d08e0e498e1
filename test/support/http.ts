import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ownMetric } from '#domain/own-metric.ts';
import { createAccess } from '../../server/adapters/access/access.ts';
import { createKey, type Scope } from '../../server/adapters/access/keys.ts';
import { prepareAccess } from '../../server/adapters/access/setup.ts';
import { buildApp } from '../../server/adapters/http/app.ts';
import type { Readiness } from '../../server/adapters/http/deps.ts';
import { createMemoryStore } from '../../server/adapters/store/memory.ts';
import { handClock } from '../../server/ports/clock.ts';
import { createFakeDesk, NOON } from './fake-desk.ts';
import { createFakeIntake } from './fake-intake.ts';

/** A metric of a site's own. */
const selfService = ownMetric({
  id: 'selfService',
  name: 'Self-service adoption',
  numerator: ['selfServed'],
  denominator: ['selfServed', 'assisted'],
  unit: 'ratio',
  better: 'higher',
  minimumSample: 1,
});

export const BOOTSTRAP = 'bootstrap-key-of-the-tests';
export const PASSWORD = 'correct horse battery staple';
export const HOST = 'floor.test';
/** What a page of ours sends with a change. */
export const ownPage = { host: HOST, origin: `http://${HOST}`, 'x-floorlight': '1' };

type Options = {
  readonly publicUrl?: string;
  readonly docs?: boolean;
  readonly pagesDir?: string;
  readonly logLevel?: string;
};

/** The whole HTTP side on fakes of the ports, with a log that a test can read. */
export async function startHttp(options: Options = {}) {
  const clock = handClock(NOON);
  const store = createMemoryStore(clock);
  const intake = createFakeIntake();
  const desk = createFakeDesk();
  const logged: string[] = [];
  const readiness: { now: Readiness } = { now: { ready: true, reasons: [] } };
  const publicUrl = options.publicUrl ?? null;
  const { setupToken, tvToken } = await prepareAccess(store);
  const access = createAccess({ store, clock, config: { publicUrl, bootstrapKey: BOOTSTRAP } });
  const app = await buildApp({
    intake,
    desk,
    access,
    clock,
    health: () => readiness.now,
    walls: () => 7,
    notice: null,
    config: {
      publicUrl,
      build: 'b1',
      docs: options.docs ?? false,
      targets: { serviceLevel: 0.9 },
      ownMetrics: [selfService],
      definitions: {
        serviceLevelSeconds: 20,
        firstResponseSeconds: 14_400,
        shortAbandonSeconds: 5,
        queues: { sales: { serviceLevelSeconds: 30 } },
      },
    },
    pagesDir: options.pagesDir ?? builtPages(),
    log: { level: options.logLevel ?? 'debug', stream: { write: (line) => void logged.push(line) } },
  });
  onTestFinished(() => app.close());
  const keyOf = async (...scopes: Scope[]): Promise<{ authorization: string; id: string; text: string }> => {
    const { key, text } = await createKey(store, { name: scopes.join(' '), scopes }, clock.now());
    return { authorization: `Bearer ${text}`, id: key.id, text };
  };
  /** The `Cookie` header of somebody who signed in. */
  const signIn = async (): Promise<string> => {
    const isFirst = await access.redeemSetup(setupToken ?? '', PASSWORD);
    const [url, payload] = ['/v1/session', { password: PASSWORD }];
    const answer = await app.inject({ method: 'POST', url, payload, headers: { host: HOST } });
    if (answer.statusCode !== 204) throw new Error(`could not sign in (${isFirst}): ${answer.body}`);
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  };
  return { app, access, clock, store, intake, desk, logged, readiness, setupToken, tvToken, keyOf, signIn };
}

/** A folder as the build leaves it; gone after the test. */
export function builtPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'floorlight-pages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'assets'));
  for (const name of ['home', 'me', 'retention', 'floor', 'sign-in']) {
    writeFileSync(join(folder, `${name}.html`), `<!doctype html><title>${name}</title>`);
  }
  writeFileSync(join(folder, 'assets', 'floor-abc123.js'), 'export {};');
  return folder;
}

/** A valid event; `more` overrides the envelope. */
export const eventOf = (id: string, more: object = {}, data: object = {}) => ({
  specversion: '1.0',
  id,
  source: 'test',
  type: 'contact.offered',
  time: '2026-11-21T11:59:00Z',
  data: { contactId: `c-${id}`, queue: 'sales', channel: 'voice', direction: 'inbound', ...data },
  ...more,
});
