import type { Figure } from '#domain/figure.ts';
import type { CatalogueEntry } from '#domain/metric.ts';
import { get, NotAnswered } from '../live/api.ts';
import type { Question } from '../live/opener.svelte.ts';

export type Limits = { readonly serviceLevelMs: number; readonly shortAbandonMs: number };
/** The catalogue as the server tells it, with what is in force at this site. */
export type Catalogue = {
  readonly preset: string;
  readonly definitions: Limits & { readonly queues: Readonly<Record<string, Limits>> };
  readonly presets: readonly {
    readonly id: string;
    readonly follows: string;
    readonly numerator: string;
    readonly denominator: string;
  }[];
  readonly metrics: readonly (Omit<CatalogueEntry, 'effectiveFrom' | 'facts' | 'scope'> & {
    readonly effectiveFrom: string | null;
  })[];
};
export type Entry = Catalogue['metrics'][number];

export type Leg = {
  readonly legId: string;
  readonly agent: string;
  readonly answeredAt: string | null;
  readonly talkMs: number | null;
  readonly holdMs: number;
  readonly wrapupMs: number;
  readonly transferred: boolean;
  readonly unknown: boolean;
  readonly resolved: boolean | null;
};
export type Contact = {
  readonly contactId: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly customer: string | null;
  readonly segments: readonly {
    readonly segmentId: string;
    readonly queue: string;
    readonly channel: string;
    readonly outcome: string;
    readonly offeredAt: string;
    readonly waitMs: number | null;
    readonly reason: string | null;
    readonly legs: readonly Leg[];
  }[];
};
export type Happened = {
  readonly time?: string;
  readonly type?: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** Whether it was the sign-in that was missing, and not the server. */
export type Answer = 'asked' | 'told' | 'failed' | 'shut';
export const answerOf = (error: unknown): Answer =>
  error instanceof NotAnswered && (error.status === 401 || error.status === 403) ? 'shut' : 'failed';

type Where = Question & { readonly site: string | null; readonly from: number };
const range = ({ site, from, queue, agent }: Where) => ({
  site,
  from: new Date(from).toISOString(),
  queue: queue ?? null,
  agent: agent ?? null,
});
const PAGE = '20';
const CONTACTS = '/v1/contacts';

export const catalogue = () => get<Catalogue>('/v1/metrics/catalogue', {});

export async function underPreset(where: Where, preset: string): Promise<Figure | null> {
  const query = { metrics: where.metric, preset, ...range(where) };
  const { series } = await get<{ series: { values: Record<string, Figure> }[] }>('/v1/metrics', query);
  return series[0]?.values[where.metric] ?? null;
}

export const contactsBehind = (where: Where, cursor: string | null) =>
  get<{ rows: readonly Contact[]; cursor: string | null }>(CONTACTS, {
    metric: where.metric,
    ...range(where),
    limit: PAGE,
    cursor,
  });

/** Where the same contacts are as one table. */
export function tableAddress(where: Where): string {
  const query = { metric: where.metric, ...range(where), format: 'csv' };
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  return `${CONTACTS}?${new URLSearchParams(given)}`;
}

export const oneContact = (id: string, site: string | null) =>
  get<{ contact: Contact; events: readonly Happened[] }>(`${CONTACTS}/${encodeURIComponent(id)}`, { site });
