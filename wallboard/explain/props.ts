import type { Metric } from '#domain/metric.ts';
import type { State } from '../live/judge.ts';
import type { Opener, Question } from '../live/opener.svelte.ts';
import type { Wall } from '../live/wall.svelte.ts';

/** A number that the page shows, told again where the explanation covers it. */
export type Shown = {
  readonly metric: Metric;
  readonly figure: string;
  readonly state: State;
};
export type PanelProps = {
  readonly question: Question;
  readonly opener: Opener;
  readonly wall: Wall;
  readonly over: HTMLElement | undefined;
  readonly figures: readonly Shown[];
};
