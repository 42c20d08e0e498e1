import { defineMomentaryMetric } from '../metric.ts';

export const longestWait = defineMomentaryMetric({
  id: 'longestWait',
  name: 'Longest wait',
  short: 'Longest wait',
  meaning: 'How long the segment that has waited longest waits by now.',
  unit: 'duration',
  countedIn: 'segment',
  attribution: 'now',
  better: 'lower',
  target: 120000,
  minimumSample: 0,
  follows: 'Floorlight',
  now: 'now - entry of the oldest segment that still waits',
});
