import type { Happened } from './answers.ts';
import type { ExplainWords } from './words/index.ts';

export type Step = { readonly at: number; readonly text: string };

/** The events of a contact in the order in which they happened, each as a sentence; one that has none keeps its name. */
export function stepsOf(events: readonly Happened[], said: Pick<ExplainWords, 'events'>): readonly Step[] {
  return events
    .map(({ time, type = '', data = {} }) => ({
      at: Date.parse(time ?? ''),
      text: said.events[type]?.(toldOf(data)) ?? type,
    }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((one, other) => one.at - other.at);
}

const fields = ['queue', 'agent', 'position', 'reason', 'mode', 'toQueue', 'toAgent', 'toNumber'] as const;
const more = ['endedBy', 'disposition', 'kind', 'score', 'scale'] as const;

/** Every field that a sentence may name, as text. */
function toldOf(data: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries([...fields, ...more].map((name) => [name, textOf(data[name])]));
}
const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
