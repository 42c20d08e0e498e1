import type { AgentOnBoard, AgentsByState, SourceOnBoard, Waiting } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import type { Dimension } from '#domain/metric.ts';
import type { RiskOfCustomer } from '#domain/risk.ts';
import type { Verdict } from './intake.ts';
import type { Staffing, StaffingQuery } from './staffing.ts';

export type Figures = Readonly<Record<string, Figure>>;

/** Everything that is true now, for one site. */
export type Live = {
  readonly site: string;
  readonly at: number;
  readonly timeZone: string;
  readonly day: string;
  readonly dayStartedAt: number;
  readonly total: Waiting & { readonly agents: AgentsByState; readonly figures: Figures };
  readonly queues: readonly (Waiting & {
    readonly queue: string;
    readonly agents: AgentsByState;
    readonly figures: Figures;
  })[];
  readonly sources: readonly SourceOnBoard[];
};

export type MetricsQuery = {
  readonly site: string;
  readonly metrics: readonly string[];
  readonly groupBy: readonly Dimension[];
  /** Half open, in ms; aligned outwards to the 5-minute grain of the ledger. */
  readonly from: number;
  readonly to: number;
  /** Absent: one total. 'P1D' is the local day. */
  readonly interval?: 'PT5M' | 'PT15M' | 'PT30M' | 'PT1H' | 'P1D';
  /** Only groups with these values. */
  readonly where: Readonly<Partial<Record<Dimension, string>>>;
  /** How the service level is computed, by id of `#domain/presets.ts`; ours when absent. */
  readonly preset?: string;
};

export type Series = {
  readonly group: Readonly<Partial<Record<Dimension, string>>>;
  readonly start: number;
  readonly values: Figures;
};

export type ContactsQuery = {
  readonly site: string;
  readonly metric?: string;
  readonly where: Readonly<Partial<Record<Dimension, string>>>;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly cursor?: string;
};

/** One contact as the drill-down shows it. */
export type ContactRow = {
  readonly contactId: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly customer: string | null;
  readonly segments: readonly {
    readonly segmentId: string;
    readonly queue: string;
    readonly channel: string;
    readonly direction: string;
    readonly team: string;
    readonly offeredAt: number;
    readonly outcome: 'waiting' | 'answered' | 'abandoned' | 'flowedOut';
    readonly exitAt: number | null;
    readonly waitMs: number | null;
    readonly reason: string | null;
    readonly legs: readonly {
      readonly legId: string;
      readonly agent: string;
      readonly answeredAt: number | null;
      readonly endedAt: number | null;
      readonly completedAt: number | null;
      readonly talkMs: number | null;
      readonly holdMs: number;
      readonly wrapupMs: number;
      readonly transferred: boolean;
      readonly unknown: boolean;
      readonly resolved: boolean | null;
    }[];
  }[];
};

export type AgentRow = AgentOnBoard & { readonly queues: readonly string[]; readonly figures: Figures };

export type SourceReport = SourceOnBoard & {
  /** The site that its events belong to; `null` when none was accepted yet. */
  readonly site: string | null;
  /** How late its newest event arrived. */
  readonly lagMs: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly unknownEvents: number;
  readonly notes: readonly {
    readonly kind: string;
    readonly count: number;
    readonly example: string | null;
  }[];
};

export type Page<T> = { readonly rows: readonly T[]; readonly cursor: string | null };

/** Everything that can be asked. A parameter that does not fit throws QUERY_INVALID and names it. */
export type Desk = {
  live(site: string): Promise<Live>;
  metrics(query: MetricsQuery): Promise<readonly Series[]>;
  contacts(query: ContactsQuery): Promise<Page<ContactRow>>;
  contact(
    site: string,
    contactId: string,
  ): Promise<{ contact: ContactRow; events: readonly unknown[] } | null>;
  agents(site: string): Promise<readonly AgentRow[]>;
  agent(site: string, agent: string): Promise<AgentRow | null>;
  customers(query: { site: string; limit: number; cursor?: string }): Promise<Page<RiskOfCustomer>>;
  customer(
    site: string,
    customer: string,
  ): Promise<{
    risk: RiskOfCustomer;
    features: Readonly<Record<string, number | null>>;
    history: readonly unknown[];
  } | null>;
  /** What more agents would make of each queue of calls. */
  staffing(query: StaffingQuery): Promise<Staffing>;
  sources(): Promise<readonly SourceReport[]>;
  /** The site that a page shows when none is named: the demo's while it runs alone, else `main`. */
  defaultSite(): Promise<string>;
};
