import { defineMomentaryMetric } from '../metric.ts';

export const backlogAge = defineMomentaryMetric({
  id: 'backlogAge',
  name: 'Age of open tickets',
  short: 'Backlog age',
  meaning: 'Mean age of the tickets that are open now.',
  unit: 'duration',
  countedIn: 'ticket',
  attribution: 'now',
  better: 'lower',
  minimumSample: 0,
  follows: 'the trade’s usual definition',
  now: 'sum of (now - creation) of open tickets / open tickets',
});
