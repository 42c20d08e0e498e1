import type { Part, toldOf } from './journeys.ts';

/** Time that an agent spent on contacts, or ready and idle. */
export type Stretch = {
  readonly agent: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'handling' | 'available';
};

/**
 * What agents did, cut at every moment at which anything of theirs begins or ends. Signed out counts for nothing; on a
 * contact is handling, whatever was reported; else the reported state decides.
 */
export function stretchesOf(told: ReturnType<typeof toldOf>, parts: readonly Part[]): Stretch[] {
  const changes = told.filter(({ type }) => type === 'agent.changed');
  const agents = [...new Set(changes.map(({ data }) => String(data.agent)))];
  return agents.flatMap((agent) => {
    const states = changes.filter(({ data }) => data.agent === agent);
    const busy = parts.filter((part) => part.agent === agent).flatMap(busyOf);
    const moments = [...states.map(({ at }) => at), ...busy.flat().filter(Number.isFinite)];
    const cuts = [...new Set(moments)].sort((a, b) => a - b);
    return cuts.slice(0, -1).flatMap((from, index): Stretch[] => {
      const to = cuts[index + 1]!;
      const state = states.findLast(({ at }) => at <= from)?.data.state ?? 'offline';
      if (state === 'offline') return [];
      const isBusy = busy.some(([start, end]) => start <= from && end >= to);
      if (isBusy || ['talking', 'hold', 'wrapup'].includes(String(state))) {
        return [{ agent, from, to, kind: 'handling' }];
      }
      return state === 'available' ? [{ agent, from, to, kind: 'available' }] : [];
    });
  });
}

/** Talk with hold, and the wrap-up that ends when the leg is complete. */
const busyOf = (part: Part): [from: number, to: number][] => [
  [part.answered, part.ended],
  ...(part.wrapup > 0 ? [[part.completed - part.wrapup, part.completed] as [number, number]] : []),
];
