import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** One setting, as everything that names it needs it: the reader, `.env.example`, the README and `floorlight config`. */
export type Setting = {
  readonly env: string;
  /** The default as it would be typed into the environment; `null` when being unset means something of its own. */
  readonly default: string | null;
  /** What the documentation says instead, when the default depends on the machine or is no value. */
  readonly defaultMeans?: string;
  readonly unit?: string;
  readonly description: string;
  /** Completes the sentence "FLOORLIGHT_X must be ...". */
  readonly expects: string;
  /** Never printed, and may be given by a file that `<env>_FILE` names. */
  readonly secret?: true;
  readonly schema: z.ZodType<unknown, string>;
};

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));
const text = z.string().min(1);
const path = z.string().min(1).max(4_000);
const url = (...schemes: string[]) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol));

const timeZone = 'an IANA time zone such as Europe/Berlin';
export const TimeZone = z
  .string({ error: `must be ${timeZone}` })
  .refine(isTimeZone, { error: `must be ${timeZone}` });

const days = (least: number, most: number) => ({
  unit: 'days',
  expects: `a whole number from ${least} to ${most}`,
  schema: wholeNumber(least, most),
});
const seconds = {
  unit: 'seconds',
  expects: 'a whole number from 0 to 86400',
  schema: wholeNumber(0, 86_400),
};

/** Every setting once. The keys are the names that the code uses. */
export const settings = {
  port: {
    env: 'FLOORLIGHT_PORT',
    default: '8383',
    description: 'The TCP port of pages, API and sockets; 0 takes any free one.',
    expects: 'a whole number from 0 to 65535',
    schema: wholeNumber(0, 65_535),
  },
  host: {
    env: 'FLOORLIGHT_HOST',
    default: '127.0.0.1',
    description: 'The address to listen on; 0.0.0.0 lets other machines in.',
    expects: 'an address of this machine',
    schema: text.regex(/^[^\s/]+$/),
  },
  publicUrl: {
    env: 'FLOORLIGHT_PUBLIC_URL',
    default: null,
    defaultMeans: 'made of host and port',
    description: 'The address that links are printed with, when people reach Floorlight by another one.',
    expects: 'an http:// or https:// address',
    schema: url('http:', 'https:').transform((value) => value.replace(/\/+$/, '')),
  },
  dataDir: {
    env: 'FLOORLIGHT_DATA_DIR',
    default: './.floorlight',
    description: 'Where everything is kept. One Floorlight owns one directory. Relative to the checkout.',
    expects: 'a path',
    schema: path,
  },
  configFile: {
    env: 'FLOORLIGHT_CONFIG',
    default: null,
    defaultMeans: '`floorlight.yaml` in the checkout, if it is there',
    description: 'The YAML file with sites, targets, definitions and sources.',
    expects: 'the path of a file',
    schema: path,
  },
  envFile: {
    env: 'FLOORLIGHT_ENV_FILE',
    default: '.env',
    description: 'A file of further variables; the environment itself wins. "none" reads no file.',
    expects: 'the path of a file, or none',
    schema: path,
  },
  redisUrl: {
    env: 'FLOORLIGHT_REDIS_URL',
    default: null,
    defaultMeans: 'a private Redis, started and kept by Floorlight',
    description: 'A Redis of your own. What is promised after a crash is then up to its settings.',
    expects: 'redis://, rediss:// or unix:// with an absolute path',
    secret: true,
    schema: z.union([url('redis:', 'rediss:'), z.string().refine(isUnixUrl)]),
  },
  durability: {
    env: 'FLOORLIGHT_DURABILITY',
    default: 'durable',
    description:
      'When an event counts as accepted, with the private Redis: "durable" once it is on disk, "fast" once it is written (a power cut may cost 2 seconds).',
    expects: 'durable or fast',
    schema: z.enum(['durable', 'fast']),
  },
  install: {
    env: 'FLOORLIGHT_INSTALL',
    default: 'auto',
    description: 'Whether missing programs may be installed by the package manager of the machine.',
    expects: 'auto or never',
    schema: z.enum(['auto', 'never']),
  },
  bootstrapKey: {
    env: 'FLOORLIGHT_BOOTSTRAP_KEY',
    default: null,
    defaultMeans: 'none',
    description: 'One API key with all scopes, for scripts and tests.',
    expects: 'at least 8 visible characters without spaces',
    secret: true,
    schema: z.string().regex(/^[\x21-\x7e]{8,500}$/),
  },
  demo: {
    env: 'FLOORLIGHT_DEMO',
    default: 'auto',
    description:
      'The demo centre, in a site of its own: "auto" runs it on a new data directory until the first real event.',
    expects: 'auto, on or off',
    schema: z.enum(['auto', 'on', 'off']),
  },
  siteTimeZone: {
    env: 'FLOORLIGHT_SITE_TIMEZONE',
    default: null,
    defaultMeans: 'the time zone of the machine',
    description: 'The time zone of the site `main`: when its days begin.',
    expects: timeZone,
    schema: TimeZone,
  },
  asteriskQueueLog: {
    env: 'FLOORLIGHT_ASTERISK_QUEUE_LOG',
    default: null,
    defaultMeans: 'none',
    description: 'The queue_log of an Asterisk, to be read and followed.',
    expects: 'the path of a file',
    schema: path,
  },
  serviceLevelSeconds: {
    env: 'FLOORLIGHT_SERVICE_LEVEL_SECONDS',
    default: '20',
    description: 'An answer within this time counts for the service level.',
    ...seconds,
  },
  shortAbandonSeconds: {
    env: 'FLOORLIGHT_SHORT_ABANDON_SECONDS',
    default: '5',
    description: 'Hanging up within this time is a short abandon and no failure of the centre.',
    ...seconds,
  },
  unknownAfterHours: {
    env: 'FLOORLIGHT_UNKNOWN_AFTER_HOURS',
    default: '12',
    unit: 'hours',
    description: 'A segment or leg whose end never arrived is closed as unknown after this time.',
    expects: 'a whole number from 1 to 168',
    schema: wholeNumber(1, 168),
  },
  dedupeDays: {
    env: 'FLOORLIGHT_DEDUPE_DAYS',
    default: '7',
    description: 'How long a repeated event is recognised by its id alone.',
    ...days(1, 90),
  },
  timelineDays: {
    env: 'FLOORLIGHT_TIMELINE_DAYS',
    default: '400',
    description: 'How long the events of contacts, customers and agents are kept.',
    ...days(8, 3_650),
  },
  bucketDays: {
    env: 'FLOORLIGHT_BUCKET_DAYS',
    default: '760',
    description: 'How long the sums behind the figures are kept.',
    ...days(8, 3_650),
  },
  shards: {
    env: 'FLOORLIGHT_SHARDS',
    default: '1',
    description: 'Into how many parts a Redis Cluster may spread a site. Fixed once data exists.',
    expects: 'a whole number from 1 to 64',
    schema: wholeNumber(1, 64),
  },
  logLevel: {
    env: 'FLOORLIGHT_LOG_LEVEL',
    default: 'info',
    description: 'How much is logged.',
    expects: 'fatal, error, warn, info, debug, trace or silent',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

/** The values as the code reads them: `null` only where being unset means something of its own. */
export type Values = {
  readonly [K in SettingName]:
    | z.output<(typeof settings)[K]['schema']>
    | ((typeof settings)[K]['default'] extends null ? null : never);
};

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    // An offset such as +02:00 is accepted by Intl, but says nothing about summer time.
    return /^[A-Za-z]/.test(value);
  } catch {
    return false;
  }
}

function isUnixUrl(value: string): boolean {
  return value.startsWith('unix://') && isAbsolute(value.slice('unix://'.length).split('?')[0] ?? '');
}
