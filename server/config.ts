import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { FloorlightError } from '#domain/errors.ts';
import type { Metric } from '#domain/metric.ts';
import { ownMetric } from '#domain/own-metric.ts';
import { defaultValue, type ValueDefinitions } from '#domain/period.ts';
import { type ConfigFile, parseConfigFile } from './config/file.ts';
import { type Setting, type SettingName, settings, type Values } from './config/settings.ts';

type Limits = { readonly serviceLevelSeconds: number; readonly shortAbandonSeconds: number };
/** With what only the file can say. */
type OwnLimits = Limits & { readonly firstResponseSeconds: number };
const FIRST_RESPONSE_SECONDS = 4 * 3_600;
export type SiteConfig = { readonly timeZone: string; readonly name: string };
export type SourceConfig = {
  readonly type: 'asterisk-queue-log';
  /** As its events name it, such as "asterisk/pbx1". */
  readonly name: string;
  readonly path: string;
  readonly site: string;
};
export type Origin = 'environment' | '.env' | 'file' | 'default';

export type Config = Omit<Values, 'siteTimeZone' | keyof Limits> & {
  readonly siteTimeZone: string;
  /** Always holds `main`. */
  readonly sites: Readonly<Record<string, SiteConfig>>;
  /** Metric id to target, where it differs from the catalogue's. */
  readonly targets: Readonly<Record<string, number>>;
  /** Ratios that the site defines from its own counters. */
  readonly ownMetrics: readonly Metric[];
  /** Parameters of the lifetime value. */
  readonly value: ValueDefinitions;
  readonly definitions: OwnLimits & { readonly queues: Readonly<Record<string, Partial<OwnLimits>>> };
  readonly sources: readonly SourceConfig[];
  /** PATH, for finding programs. */
  readonly searchPath: string;
  readonly origins: Readonly<Record<SettingName, Origin>>;
  /** What is odd but does not stop the start. */
  readonly warnings: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;
type ReadOptions = { readonly fromEnvFile?: Environment };

/** The directory that Floorlight lives in; relative paths count from here, wherever a command is typed. */
export const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** The configuration of this process: its environment, `.env` and the YAML file. The one reader of `process.env`. */
export function loadConfig(environment: Environment = process.env): Config {
  const envFile = resolve(checkout, environment.FLOORLIGHT_ENV_FILE || settings.envFile.default);
  const fromEnvFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const given = environment.FLOORLIGHT_CONFIG || fromEnvFile.FLOORLIGHT_CONFIG;
  const path = resolve(checkout, given || 'floorlight.yaml');
  if (given && !existsSync(path))
    throw invalid([`FLOORLIGHT_CONFIG must be ${expected('configFile', given)}`]);
  return readConfig(environment, existsSync(path) ? readFileSync(path, 'utf8') : undefined, { fromEnvFile });
}

/** Puts the configuration together or throws CONFIG_INVALID with all faults at once. */
export function readConfig(environment: Environment, yaml?: string, options: ReadOptions = {}): Config {
  const faults: string[] = [];
  const { values, origins } = readSettings({ ...options.fromEnvFile, ...filled(environment) }, faults);
  const { file, faults: fileFaults } = parseConfigFile(yaml ?? '');
  faults.push(...fileFaults.map((fault) => `floorlight.yaml: ${fault}`));

  const limit = (name: keyof Limits): number => {
    const inFile = file.definitions?.[name];
    if (origins[name] !== 'default' || inFile === undefined) return values[name];
    origins[name] = 'file';
    return inFile;
  };
  const siteTimeZone = mainTimeZone(values, origins, file);
  const config: Config = {
    ...values,
    dataDir: resolve(checkout, values.dataDir ?? ''),
    siteTimeZone,
    sites: sitesOf(file, siteTimeZone),
    targets: file.targets ?? {},
    value: file.value ?? defaultValue,
    ownMetrics: (file.metrics ?? []).map(ownMetric),
    definitions: {
      serviceLevelSeconds: limit('serviceLevelSeconds'),
      shortAbandonSeconds: limit('shortAbandonSeconds'),
      firstResponseSeconds: file.definitions?.firstResponseSeconds ?? FIRST_RESPONSE_SECONDS,
      queues: exact(file.definitions?.queues ?? {}),
    },
    sources: sourcesOf(file, values.asteriskQueueLog, faults),
    searchPath: environment.PATH ?? '',
    origins: markEnvFile(origins, filled(environment)),
    warnings: warningsOf(environment, values.bootstrapKey),
  };
  if (faults.length > 0) throw invalid(faults);
  return config;
}

/** A site that no configuration names, such as `demo`, lives in the time zone of `main`. */
export const siteOf = (config: Config, site: string): SiteConfig =>
  config.sites[site] ?? { timeZone: config.siteTimeZone, name: site };

function readSettings(environment: Environment, faults: string[]) {
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  for (const [name, setting] of Object.entries<Setting>(settings)) {
    const given = givenText(setting, environment, faults);
    origins[name] = given === undefined ? 'default' : 'environment';
    const value = given ?? setting.default;
    const parsed = value === null ? null : setting.schema.safeParse(value);
    if (parsed && !parsed.success) faults.push(`${setting.env} must be ${expectedOf(setting, value ?? '')}`);
    values[name] = parsed?.success ? parsed.data : null;
  }
  // Each value came out of the schema of its name; where one did not, a fault was noted and nobody sees the values.
  return { values: values as Values, origins: origins as Record<SettingName, Origin> };
}

function givenText(setting: Setting, environment: Environment, faults: string[]): string | undefined {
  const direct = environment[setting.env] || undefined;
  const path = setting.secret ? environment[`${setting.env}_FILE`] || undefined : undefined;
  if (path === undefined) return direct;
  if (direct !== undefined) faults.push(`${setting.env} and ${setting.env}_FILE must not both be set`);
  try {
    return readFileSync(resolve(checkout, path), 'utf8').trim();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    faults.push(`${setting.env}_FILE must be the path of a readable file, got "${path}" (${reason})`);
    return undefined;
  }
}

function mainTimeZone(values: Values, origins: Record<SettingName, Origin>, file: ConfigFile): string {
  if (values.siteTimeZone !== null) return values.siteTimeZone;
  const inFile = file.sites?.main?.timeZone;
  if (inFile === undefined) return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  origins.siteTimeZone = 'file';
  return inFile;
}

function sitesOf(file: ConfigFile, siteTimeZone: string): Record<string, SiteConfig> {
  const named = Object.entries(file.sites ?? {}).map(([site, { timeZone, name }]) => [
    site,
    { timeZone: site === 'main' ? siteTimeZone : (timeZone ?? siteTimeZone), name: name ?? site },
  ]);
  return { main: { timeZone: siteTimeZone, name: 'Main' }, ...Object.fromEntries(named) };
}

function sourcesOf(file: ConfigFile, queueLog: string | null, faults: string[]): SourceConfig[] {
  const inFile = file.sources ?? [];
  const ofEnvironment = { type: 'asterisk-queue-log', name: 'queue-log', path: queueLog ?? '' } as const;
  const sources = (queueLog === null ? inFile : [...inFile, ofEnvironment]).map((source): SourceConfig => {
    const site = ('site' in source && source.site) || 'main';
    return { type: source.type, name: `asterisk/${source.name}`, path: resolve(checkout, source.path), site };
  });
  sources.forEach(({ name, site }, index) => {
    const where = `floorlight.yaml: sources.${index}`;
    if (site !== 'main' && !file.sites?.[site])
      faults.push(`${where}.site must be one of sites, got "${site}"`);
    const first = sources.findIndex((source) => source.name === name);
    if (first < index) faults.push(`${where}.name must differ from that of sources.${first}`);
  });
  return sources;
}

function warningsOf(environment: Environment, bootstrapKey: string | null): string[] {
  const all: readonly Setting[] = Object.values(settings);
  const known = new Set(all.flatMap(({ env, secret }) => (secret ? [env, `${env}_FILE`] : [env])));
  const ours = Object.keys(environment).filter((name) => name.startsWith('FLOORLIGHT_'));
  const unknown = ours.filter((name) => !known.has(name) && !name.startsWith('FLOORLIGHT_TEST_'));
  const warnings = unknown.map((name) => `${name} is not a setting and is ignored`);
  if (bootstrapKey !== null && bootstrapKey.length < 20) {
    warnings.push('FLOORLIGHT_BOOTSTRAP_KEY is shorter than 20 characters and could be guessed');
  }
  return warnings;
}

function markEnvFile(origins: Record<SettingName, Origin>, environment: Environment) {
  const marked = Object.entries(origins).map(([name, origin]) => {
    const { env }: Setting = settings[name as SettingName];
    const isHere = env in environment || `${env}_FILE` in environment;
    return [name, origin === 'environment' && !isHere ? '.env' : origin];
  });
  return Object.fromEntries(marked) as Record<SettingName, Origin>;
}

/** A variable that is set to nothing counts as not set: what compose files make of an unset one. */
function filled(environment: Environment): Record<string, string> {
  // The filter has just removed what is undefined.
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value)) as Record<
    string,
    string
  >;
}

/** Drops keys whose value is undefined, which zod types allow and the exact optional types of Config do not. */
function exact(queues: Record<string, { [K in keyof OwnLimits]?: number | undefined }>) {
  return queues as Record<string, Partial<OwnLimits>>;
}

const expected = (name: SettingName, value: string): string => expectedOf(settings[name], value);
const expectedOf = ({ expects, secret }: Setting, value: string): string =>
  secret ? `${expects}; the given value is not` : `${expects}, got "${value}"`;

function invalid(faults: readonly string[]): FloorlightError {
  const list = faults.map((fault) => `\n  - ${fault}`).join('');
  return new FloorlightError('CONFIG_INVALID', `The configuration has faults:${list}`, {
    details: { faults },
  });
}
