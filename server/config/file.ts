import { z } from 'zod';
import { metricById } from '#domain/metrics/index.ts';
import { OwnRatios, Value } from './metrics.ts';
import { TimeZone } from './settings.ts';
import { readYaml } from './yaml.ts';

const be = (what: string) => ({ error: `must be ${what}` });
const mapping = be('a mapping of names to values');

const SiteId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, be('1-32 of a-z 0-9 -'));
const seconds = be('a whole number of seconds from 0 to 86400');
const Seconds = z.int(seconds).min(0, seconds).max(86_400, seconds);
const days = be('a whole number of seconds from 0 to 2592000');
const limits = {
  serviceLevelSeconds: Seconds.optional(),
  shortAbandonSeconds: Seconds.optional(),
  firstResponseSeconds: z.int(days).min(0, days).max(2_592_000, days).optional(),
};
const text = (what: string) => z.string(be(what)).min(1, be(what)).max(4_000, be(what));
const SourceName = z
  .string(be('a short word'))
  .regex(/^[A-Za-z0-9._-]{1,64}$/, be('1-64 of A-Z a-z 0-9 . _ -'));

const Site = z.strictObject({ timeZone: TimeZone.optional(), name: text('a name').optional() }, mapping);
const Source = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('asterisk-queue-log'),
      name: SourceName,
      path: text('the path of a file'),
      site: SiteId.optional(),
    }),
  ],
  be('a source whose type is asterisk-queue-log'),
);

const File = z.strictObject(
  {
    sites: z
      .record(
        SiteId.refine((site) => site !== 'demo', { error: 'is the name of the demo centre' }),
        Site,
        mapping,
      )
      .optional(),
    targets: z
      .record(
        z.string().refine((id) => metricById.has(id), { error: 'is not a metric of the catalogue' }),
        z.number(be('a number')),
        mapping,
      )
      .optional(),
    definitions: z
      .strictObject(
        {
          ...limits,
          queues: z.record(text('a name'), z.strictObject(limits, mapping), mapping).optional(),
        },
        mapping,
      )
      .optional(),
    metrics: OwnRatios.optional(),
    value: Value.optional(),
    sources: z.array(Source, be('a list')).max(100, be('a list of at most 100')).optional(),
  },
  mapping,
);
export type ConfigFile = z.infer<typeof File>;

/** Reads the YAML file; every fault is a line that begins with where it is. */
export function parseConfigFile(yaml: string): { file: ConfigFile; faults: readonly string[] } {
  const read = readYaml(yaml, File);
  return 'faults' in read ? { file: {}, faults: read.faults } : { file: read.value, faults: [] };
}
