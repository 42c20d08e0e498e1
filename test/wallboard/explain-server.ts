import { vi } from 'vitest';
import { describe as describeMetric } from '#domain/metric.ts';
import { metrics } from '#domain/metrics/index.ts';
import { presets } from '#domain/presets.ts';
import { ratio } from './boards.ts';

const contact = (id: string) => ({
  contactId: id,
  startedAt: '2026-11-20T09:00:00.000Z',
  endedAt: '2026-11-20T09:05:00.000Z',
  customer: 'K-1',
  segments: [
    {
      segmentId: `${id}/Billing`,
      queue: 'Billing',
      channel: 'voice',
      outcome: 'answered',
      offeredAt: '2026-11-20T09:00:00.000Z',
      waitMs: 14_000,
      reason: null,
      legs: [
        {
          legId: 'leg',
          agent: 'anna',
          answeredAt: '2026-11-20T09:00:14.000Z',
          talkMs: 200_000,
          holdMs: 5_000,
          wrapupMs: 30_000,
          transferred: false,
          unknown: false,
          resolved: true,
        },
      ],
    },
  ],
});
const events = [
  { time: '2026-11-20T09:00:14.000Z', type: 'contact.answered', data: { agent: 'anna' } },
  { time: '2026-11-20T09:00:00.000Z', type: 'contact.offered', data: { queue: 'Billing', position: 2 } },
];
const limits = { serviceLevelMs: 20_000, shortAbandonMs: 5_000 };
const catalogue = {
  preset: 'cisco-negative',
  definitions: { ...limits, queues: { Billing: { ...limits, serviceLevelMs: 10_000 } } },
  presets: presets.map(({ id, follows }) => ({ id, follows, numerator: 'above', denominator: 'below' })),
  metrics: metrics.map(describeMetric),
};

export const asked: string[] = [];
/** A server that answers what the panel asks; or that lets nobody in. */
export function serve(status = 200): void {
  vi.stubGlobal('fetch', async (address: string) => {
    const url = new URL(address, 'http://floor.example');
    asked.push(address);
    const body = () => {
      if (url.pathname === '/v1/metrics/catalogue') return catalogue;
      if (url.pathname === '/v1/metrics') {
        const value = url.searchParams.get('preset') === 'genesys' ? 0.7 : 0.8;
        return { series: [{ values: { serviceLevel: ratio(value, 500) } }] };
      }
      if (url.pathname === '/v1/agents') return { rows: [], cursor: null };
      if (url.pathname !== '/v1/contacts') return { contact: contact('k-1'), events };
      const isFirst = url.searchParams.get('cursor') === null;
      return { rows: [contact(isFirst ? 'k-1' : 'k-2')], cursor: isFirst ? 'next' : null };
    };
    return new Response(JSON.stringify(body()), { status });
  });
}
