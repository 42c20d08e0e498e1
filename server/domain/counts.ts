import { add, type Contribution } from './cells.ts';
import type { EventOf } from './event.ts';

/** What an addition to a counter adds to the sums (V1). Dimensions of other names than ours are kept in the event alone. */
export function addCounts(to: Contribution, events: readonly EventOf<'count.added'>[]): void {
  for (const { at, data } of events) {
    const {
      queue = '',
      channel = '',
      direction = '',
      team = data.team ?? '',
      agent = '',
    } = data.dimensions ?? {};
    add(to, at, { queue, channel, direction, team, agent }, { [`count:${data.name}`]: data.value });
  }
}
