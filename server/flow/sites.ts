import type { Definitions } from '#domain/definitions.ts';
import type { Metric } from '#domain/metric.ts';
import type { ValueDefinitions } from '#domain/period.ts';

/** What Floorlight knows of a site by configuration. Sites that only events name get the defaults. */
export type SiteSettings = {
  readonly name: string;
  readonly timeZone: string;
  readonly definitions: Definitions;
  /** Metrics of the site's own, beside those of the catalogue. */
  readonly metrics?: readonly Metric[];
  /** What it decides about the value of its customers. */
  readonly value?: ValueDefinitions | undefined;
  readonly targets: Readonly<Record<string, number>>;
};
export type Sites = (site: string) => SiteSettings;
