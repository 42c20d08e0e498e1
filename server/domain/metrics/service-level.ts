import { defineMetric } from '../metric.ts';

export const serviceLevel = defineMetric({
  id: 'serviceLevel',
  name: 'Service level',
  short: 'Service level',
  meaning:
    'Share of the judged segments that were answered within the threshold. Each segment is judged once, at its deciding moment; short abandons and flow-outs before the threshold are not judged.',
  unit: 'ratio',
  countedIn: 'segment',
  attribution: 'the interval of the deciding moment',
  better: 'higher',
  target: 0.8,
  parameters: { threshold: '20 s, per queue and channel', shortLimit: '5 s, per queue and channel' },
  minimumSample: 20,
  follows: 'Cisco: abandons count as misses',
  facts: ['serviceHits', 'serviceMisses'],
  numerator: { formula: 'answered within T', of: ({ serviceHits }) => serviceHits },
  denominator: {
    formula: 'answered within T + abandoned past the short limit within T + still waiting when T passed',
    of: ({ serviceHits, serviceMisses }) => serviceHits + serviceMisses,
  },
});
