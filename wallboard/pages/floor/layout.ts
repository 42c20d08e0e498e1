import type { Scale } from '../../live/scale.ts';
import type { TileKind } from '../../tiles/index.ts';

type Placed = {
  readonly metric: string;
  readonly kind: TileKind;
  readonly beside?: string;
  readonly trend?: string;
};

/** What the supervisor steers by stands first and twice as large. */
export const lead: Placed = { metric: 'serviceLevel', kind: 'lead' };
const waiting: Placed = { metric: 'waiting', kind: 'pair', beside: 'longestWait', trend: 'asa' };
const number = (metric: string): Placed => ({ metric, kind: 'number' });

/** Six tiles and no more; fewer where the screen is so far away that six could not be read. */
export const rowsOf: Readonly<Record<Scale['shows'], readonly (readonly Placed[])[]>> = {
  all: [
    [waiting, number('abandonmentRate')],
    [number('aht'), number('fcr'), number('csat')],
  ],
  'no-agents': [[waiting], [number('abandonmentRate'), number('aht')]],
  'tiles-only': [[waiting], [number('abandonmentRate')]],
};
