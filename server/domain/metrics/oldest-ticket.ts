import { defineMomentaryMetric } from '../metric.ts';

export const oldestTicket = defineMomentaryMetric({
  id: 'oldestTicket',
  name: 'Oldest open ticket',
  short: 'Oldest ticket',
  meaning: 'Age of the oldest ticket that is open now.',
  unit: 'duration',
  countedIn: 'ticket',
  attribution: 'now',
  better: 'lower',
  minimumSample: 0,
  follows: 'Floorlight',
  now: 'now - creation of the oldest open ticket',
});
