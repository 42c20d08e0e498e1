import { defineMetric } from '../metric.ts';

const HOUR_MS = 3_600_000;

export const agentProductivity = defineMetric({
  id: 'agentProductivity',
  name: 'Agent productivity',
  short: 'Legs per hour',
  meaning:
    'How many legs agents complete in an hour of their ready time, which is idle or on contacts, never paused.',
  unit: 'points',
  countedIn: 'agent',
  attribution: 'legs when they complete; agent time is prorated over the intervals that it covers',
  better: 'higher',
  minimumSample: 1,
  follows: 'Floorlight',
  facts: ['legs', 'handlingMs', 'availableMs'],
  numerator: { formula: 'legs completed', of: ({ legs }) => legs },
  denominator: {
    formula: 'hours in handling + hours available idle',
    of: ({ handlingMs, availableMs }) => (handlingMs + availableMs) / HOUR_MS,
  },
});
