import type { FactName } from './facts.ts';
import type { Metric, Side } from './metric.ts';

type Fact =
  | 'offered'
  | 'answered'
  | 'abandoned'
  | 'shortAbandoned'
  | 'flowedOut'
  | 'serviceHits'
  | 'serviceMisses'
  | 'abandonedInTime'
  | 'flowedOutInTime';

/** A published way to compute the service level. `follows` names who publishes it so. */
export type Preset = {
  readonly id: string;
  readonly follows: string;
  readonly numerator: Side<Fact>;
  readonly denominator: Side<Fact>;
};

/** Facts that every preset together needs: `serviceLevel` reads them all, so that any two can stand side by side. */
export const presetFacts = [
  'offered',
  'answered',
  'abandoned',
  'shortAbandoned',
  'flowedOut',
  'serviceHits',
  'serviceMisses',
  'abandonedInTime',
  'flowedOutInTime',
] as const satisfies readonly FactName[];

const inTime: Side<Fact> = { formula: 'answered within T', of: (f) => f.serviceHits };
const everything: Side<Fact> = { formula: 'offered', of: (f) => f.offered };
const unlessShort: Side<Fact> = {
  formula: 'offered - short abandons',
  of: (f) => f.offered - f.shortAbandoned,
};
const judged: Side<Fact> = {
  formula: 'answered within T + abandoned past the short limit within T + still waiting when T passed',
  of: (f) => f.serviceHits + f.serviceMisses,
};
const answered: Side<Fact> = { formula: 'answered', of: (f) => f.answered };

const preset = (id: string, follows: string, numerator: Side<Fact>, denominator: Side<Fact>): Preset => ({
  id,
  follows,
  numerator,
  denominator,
});

/** The service level as others publish it; the first is ours. `abandonedInTime` leaves short abandons out. */
export const presets: readonly Preset[] = [
  preset('cisco-negative', 'Cisco, abandons count as misses; the default', inTime, judged),
  preset('cisco-ignore', 'Cisco, abandons within T are left out', inTime, {
    formula: 'judged segments - abandoned past the short limit within T',
    of: (f) => f.serviceHits + f.serviceMisses - f.abandonedInTime,
  }),
  preset(
    'cisco-positive',
    'Cisco, abandons within T count as hits',
    {
      formula: 'answered within T + abandoned past the short limit within T',
      of: (f) => f.serviceHits + f.abandonedInTime,
    },
    judged,
  ),
  preset('genesys', 'Genesys Cloud, all three switches on', inTime, everything),
  preset('genesys-abandons', 'Genesys Cloud, short abandons and flow-outs off', inTime, {
    formula: 'answered + abandoned - short abandons',
    of: (f) => f.answered + f.abandoned - f.shortAbandoned,
  }),
  preset('genesys-answered', 'Genesys Cloud, abandons and flow-outs off', inTime, answered),
  preset('talkdesk-live', 'Talkdesk Live', inTime, everything),
  preset('talkdesk-live-short', 'Talkdesk Live, short abandons left out', inTime, unlessShort),
  preset('talkdesk-explore', 'Talkdesk Explore', inTime, answered),
  preset('aircall-live', 'Aircall, live dashboard', inTime, everything),
  preset('aircall-overview', 'Aircall, overview', inTime, answered),
  preset('queuemetrics', 'QueueMetrics', inTime, answered),
  preset('queuemetrics-inclusive', 'QueueMetrics, inclusive', inTime, {
    formula: 'answered + abandoned',
    of: (f) => f.answered + f.abandoned,
  }),
  preset('twilio-live', 'Twilio Flex, live', inTime, unlessShort),
  preset('cxengage', 'CxEngage, abandons within T ignored', inTime, {
    formula: 'offered - abandoned within T',
    of: (f) => f.offered - f.shortAbandoned - f.abandonedInTime,
  }),
  preset(
    'amazon-connect',
    'Amazon Connect: left the queue within T for any reason',
    {
      formula: 'answered, abandoned or flowed out within T',
      of: (f) => f.serviceHits + f.shortAbandoned + f.abandonedInTime + f.flowedOutInTime,
    },
    everything,
  ),
];

export const DEFAULT_PRESET = 'cisco-negative';
export const presetById: ReadonlyMap<string, Preset> = new Map(presets.map((one) => [one.id, one]));

/** The metric as another preset computes it; what is no service level stays as it is. */
export function underPreset(metric: Metric, id: string): Metric {
  const other = presetById.get(id);
  if (metric.id !== 'serviceLevel' || !other || id === DEFAULT_PRESET) return metric;
  const { numerator, denominator, follows } = other;
  // A side typed by fewer facts is safe to call with all of them, as in `defineMetric`.
  return { ...metric, facts: presetFacts, numerator, denominator, follows } as unknown as Metric;
}
