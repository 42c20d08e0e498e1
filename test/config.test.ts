import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FloorlightError } from '#domain/errors.ts';
import { checkout, loadConfig, readConfig, siteOf } from '../server/config.ts';

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof FloorlightError && error.code === 'CONFIG_INVALID') {
      return error.details.faults as string[];
    }
    throw error;
  }
  return [];
}

const directory = mkdtempSync(join(tmpdir(), 'floorlight-config-'));
function fileWith(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

describe('the environment', () => {
  it('may be empty: every setting has a meaning without it', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ port: 8383, host: '127.0.0.1', redisUrl: null, durability: 'durable' });
    expect(config.dataDir).toBe(join(checkout, '.floorlight'));
    expect(config.siteTimeZone).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(config.definitions).toEqual({
      serviceLevelSeconds: 20,
      shortAbandonSeconds: 5,
      firstResponseSeconds: 14_400,
      queues: {},
    });
    expect(config.sources).toEqual([]);
    expect(new Set(Object.values(config.origins))).toEqual(new Set(['default']));
  });

  it('is refused with all faults at once, each naming the setting, the rule and the value', () => {
    const faults = faultsOf(() =>
      readConfig({
        FLOORLIGHT_PORT: 'eighty',
        FLOORLIGHT_SITE_TIMEZONE: 'Mars/Olympus',
        FLOORLIGHT_DEMO: 'yes',
      }),
    );
    expect(faults).toEqual([
      'FLOORLIGHT_PORT must be a whole number from 0 to 65535, got "eighty"',
      'FLOORLIGHT_DEMO must be auto, on or off, got "yes"',
      'FLOORLIGHT_SITE_TIMEZONE must be an IANA time zone such as Europe/Berlin, got "Mars/Olympus"',
    ]);
  });

  it.each([
    ['FLOORLIGHT_PORT', '65536'],
    ['FLOORLIGHT_PORT', '-1'],
    ['FLOORLIGHT_PORT', '80.5'],
    ['FLOORLIGHT_PORT', 'tcp://10.0.0.1:80'],
    ['FLOORLIGHT_SHARDS', '65'],
    ['FLOORLIGHT_SITE_TIMEZONE', '+02:00'],
    ['FLOORLIGHT_REDIS_URL', 'localhost'],
    ['FLOORLIGHT_REDIS_URL', 'localhost:6379'],
    ['FLOORLIGHT_REDIS_URL', 'unix://relative.sock'],
    ['FLOORLIGHT_PUBLIC_URL', 'wall.example.com'],
    ['FLOORLIGHT_BOOTSTRAP_KEY', 'with spaces'],
    ['FLOORLIGHT_LOG_LEVEL', 'loud'],
  ])('is refused when %s is "%s"', (name, value) => {
    expect(faultsOf(() => readConfig({ [name]: value }))).toHaveLength(1);
  });

  it.each([
    ['redis://localhost:6379'],
    ['rediss://user:password@redis.example.com:6380/2'],
    ['unix:///run/redis/redis.sock'],
  ])('may name its Redis as %s', (url) => {
    expect(readConfig({ FLOORLIGHT_REDIS_URL: url }).redisUrl).toBe(url);
  });

  it('never shows a secret in a fault', () => {
    const faults = faultsOf(() => readConfig({ FLOORLIGHT_REDIS_URL: 'http://user:hunter2@redis' }));
    expect(faults.join()).not.toContain('hunter2');
  });

  it('counts a variable that is set to nothing as not set', () => {
    expect(readConfig({ FLOORLIGHT_PORT: '', FLOORLIGHT_REDIS_URL: '' })).toMatchObject({
      port: 8383,
      redisUrl: null,
    });
  });

  it('may hand a secret over in a file', () => {
    const path = fileWith('key', 'a-secret-of-some-length\n');
    expect(readConfig({ FLOORLIGHT_BOOTSTRAP_KEY_FILE: path }).bootstrapKey).toBe('a-secret-of-some-length');
  });

  it('is refused when a secret comes by both ways or its file cannot be read', () => {
    const path = fileWith('key', 'a-secret-of-some-length\n');
    const both = { FLOORLIGHT_BOOTSTRAP_KEY: 'another-secret', FLOORLIGHT_BOOTSTRAP_KEY_FILE: path };
    expect(faultsOf(() => readConfig(both))).toEqual([
      'FLOORLIGHT_BOOTSTRAP_KEY and FLOORLIGHT_BOOTSTRAP_KEY_FILE must not both be set',
    ]);
    const missing = { FLOORLIGHT_BOOTSTRAP_KEY_FILE: join(directory, 'none') };
    expect(faultsOf(() => readConfig(missing))[0]).toContain('must be the path of a readable file');
  });

  it('with a misspelt name starts, but says so', () => {
    expect(readConfig({ FLOORLIGHT_PROT: '80' }).warnings).toEqual([
      'FLOORLIGHT_PROT is not a setting and is ignored',
    ]);
  });

  it('names the queue_log to follow as a source', () => {
    expect(readConfig({ FLOORLIGHT_ASTERISK_QUEUE_LOG: '/var/log/asterisk/queue_log' }).sources).toEqual([
      {
        type: 'asterisk-queue-log',
        name: 'asterisk/queue-log',
        path: '/var/log/asterisk/queue_log',
        site: 'main',
      },
    ]);
  });
});

describe('the YAML file', () => {
  const yaml = `
sites:
  main: { timeZone: Asia/Tokyo, name: Tokyo }
  lyon: { timeZone: Europe/Paris }
targets: { serviceLevel: 0.9 }
definitions:
  serviceLevelSeconds: 30
  firstResponseSeconds: 86400
  queues: { sales: { serviceLevelSeconds: 10 } }
sources:
  - { type: asterisk-queue-log, name: pbx1, path: /var/log/asterisk/queue_log, site: lyon }
`;

  it('may define metrics from counters of its own', () => {
    const { ownMetrics } = readConfig(
      {},
      'metrics: [ { id: advised, name: Advised rate, numerator: [advised], denominator: [asked, met], target: 0.5 } ]',
    );
    expect(ownMetrics[0]).toMatchObject({
      id: 'advised',
      short: 'Advised rate',
      unit: 'ratio',
      better: 'higher',
      target: 0.5,
      facts: ['count:advised', 'count:asked', 'count:met'],
      denominator: { formula: 'asked + met' },
    });
  });

  it('may tell what customers are worth', () => {
    expect(readConfig({}).value).toEqual({ margin: 1, discountPerMonth: 0.01 });
    expect(readConfig({}, 'value: { margin: 0.4 }').value).toEqual({ margin: 0.4, discountPerMonth: 0.01 });
    expect(faultsOf(() => readConfig({}, 'value: { margin: 40 }'))).toEqual([
      'floorlight.yaml: value.margin must be a share from 0 to 1, got 40',
    ]);
  });

  it('is refused where a metric of its own has a fault', () => {
    const own = (text: string) => faultsOf(() => readConfig({}, `metrics: [${text}]`));
    const rest = 'name: A, numerator: [a], denominator: [b]';
    expect(own(`{ id: aht, ${rest} }`)).toEqual([
      'floorlight.yaml: metrics.0.id is the id of a metric that Floorlight brings, got "aht"',
    ]);
    expect(own(`{ id: a, ${rest} }, { id: a, ${rest} }`)).toEqual([
      'floorlight.yaml: metrics.1.id must differ from those before it, got "a"',
    ]);
    expect(own('{ id: a, name: A, numerator: [], denominator: ["1 b"], unit: percent }')).toEqual([
      'floorlight.yaml: metrics.0.numerator must be a list of 1 to 20 counters, got []',
      'floorlight.yaml: metrics.0.denominator.0 must be the name of a counter: a letter, then up to 63 of A-Z a-z 0-9 . _ -, got "1 b"',
      'floorlight.yaml: metrics.0.unit must be ratio or points, got "percent"',
    ]);
  });

  it('gives sites, targets, definitions and sources', () => {
    const config = readConfig({}, yaml);
    expect(config.siteTimeZone).toBe('Asia/Tokyo');
    expect(config.sites).toEqual({
      main: { timeZone: 'Asia/Tokyo', name: 'Tokyo' },
      lyon: { timeZone: 'Europe/Paris', name: 'lyon' },
    });
    expect(config.targets).toEqual({ serviceLevel: 0.9 });
    expect(config.definitions).toEqual({
      serviceLevelSeconds: 30,
      shortAbandonSeconds: 5,
      firstResponseSeconds: 86_400,
      queues: { sales: { serviceLevelSeconds: 10 } },
    });
    expect(config.sources[0]).toMatchObject({ name: 'asterisk/pbx1', site: 'lyon' });
    expect(config.origins).toMatchObject({
      siteTimeZone: 'file',
      serviceLevelSeconds: 'file',
      port: 'default',
    });
    expect(siteOf(config, 'demo')).toEqual({ timeZone: 'Asia/Tokyo', name: 'demo' });
  });

  it('gives way to the environment', () => {
    const environment = { FLOORLIGHT_SITE_TIMEZONE: 'Europe/Rome', FLOORLIGHT_SERVICE_LEVEL_SECONDS: '15' };
    const config = readConfig(environment, yaml);
    expect(config.sites.main?.timeZone).toBe('Europe/Rome');
    expect(config.definitions.serviceLevelSeconds).toBe(15);
    expect(config.origins).toMatchObject({ siteTimeZone: 'environment', serviceLevelSeconds: 'environment' });
  });

  it.each([
    ['colour: red', 'floorlight.yaml: colour is not known here'],
    ['sites: { main: { timezone: Asia/Tokyo } }', 'floorlight.yaml: sites.main.timezone is not known here'],
    ['sites: { main: { timeZone: Mars } }', 'floorlight.yaml: sites.main.timeZone must be an IANA time zone'],
    ['sites: { demo: {} }', 'floorlight.yaml: sites.demo is the name of the demo centre'],
    [
      'targets: { servicelevel: 1 }',
      'floorlight.yaml: targets.servicelevel is not a metric of the catalogue',
    ],
    ['targets: { serviceLevel: high }', 'floorlight.yaml: targets.serviceLevel must be a number, got "high"'],
    ['targets: [', 'floorlight.yaml: line 1, column 11:'],
    ['sources: [{ type: avaya }]', 'floorlight.yaml: sources.0.type must be'],
    [
      'sources: [{ type: asterisk-queue-log, name: a, path: /q, site: oslo }]',
      'floorlight.yaml: sources.0.site must be one of sites, got "oslo"',
    ],
    [
      'sources: [{ type: asterisk-queue-log, name: a, path: /p }, { type: asterisk-queue-log, name: a, path: /q }]',
      'floorlight.yaml: sources.1.name must differ from that of sources.0',
    ],
    ['definitions: { serviceLevelSeconds: 2.5 }', 'floorlight.yaml: definitions.serviceLevelSeconds must be'],
    ['just a text', 'floorlight.yaml: the file must be'],
  ])('is refused with a clear path: %s', (text, fault) => {
    const faults = faultsOf(() => readConfig({}, text));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });
});

describe('loading', () => {
  it('reads further variables from a file, and the environment wins', () => {
    const FLOORLIGHT_ENV_FILE = fileWith('.env', 'FLOORLIGHT_PORT=1\nFLOORLIGHT_HOST=0.0.0.0\n');
    const config = loadConfig({ FLOORLIGHT_ENV_FILE, FLOORLIGHT_PORT: '2' });
    expect(config).toMatchObject({ port: 2, host: '0.0.0.0' });
    expect(config.origins).toMatchObject({ port: 'environment', host: '.env', demo: 'default' });
  });

  it('refuses a configuration file that is named but not there', () => {
    const environment = { FLOORLIGHT_ENV_FILE: 'none', FLOORLIGHT_CONFIG: join(directory, 'none.yaml') };
    expect(faultsOf(() => loadConfig(environment))[0]).toContain(
      'FLOORLIGHT_CONFIG must be the path of a file',
    );
  });
});
