import { defineMomentaryMetric } from '../metric.ts';

export const agentsByState = defineMomentaryMetric({
  id: 'agentsByState',
  name: 'Agents by state',
  short: 'Agents',
  meaning: 'How many agents are in each state now.',
  unit: 'count',
  countedIn: 'agent',
  attribution: 'now',
  better: 'neither',
  minimumSample: 0,
  follows: 'Floorlight',
  now: 'agents in each state now',
});
