import type { Metric } from '#domain/metric.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Intake } from '../../ports/intake.ts';
import type { Access } from '../access/access.ts';

/** Whether this process can do its work, and what keeps it from that, in sentences for people. */
export type Readiness = { readonly ready: boolean; readonly reasons: readonly string[] };

type Limits = {
  readonly serviceLevelSeconds: number;
  readonly shortAbandonSeconds: number;
  readonly firstResponseSeconds: number;
};

export type AppDeps = {
  readonly intake: Intake;
  readonly desk: Desk;
  readonly access: Access;
  readonly clock: Clock;
  readonly health: () => Readiness;
  /** How many walls are connected. */
  readonly walls: () => number;
  readonly config: {
    readonly publicUrl: string | null;
    /** Names what runs here: walls with another build reload. */
    readonly build: string;
    /** Whether /docs exists. */
    readonly docs: boolean;
    /** Metric id to target, where it differs from the catalogue's. */
    readonly targets: Readonly<Record<string, number>>;
    /** Metrics of the site's own, beside those of the catalogue. */
    readonly ownMetrics: readonly Metric[];
    readonly definitions: Limits & { readonly queues: Readonly<Record<string, Partial<Limits>>> };
  };
  /** The folder of the built pages. */
  readonly pagesDir: string;
  /** A sentence that everybody must read, such as that nothing is kept. */
  readonly notice: string | null;
  readonly log: { readonly level: string; readonly stream?: { write(line: string): void } };
};
