import type { Definitions } from '#domain/definitions.ts';

/** What Floorlight knows of a site by configuration. Sites that only events name get the defaults. */
export type SiteSettings = {
  readonly name: string;
  readonly timeZone: string;
  readonly definitions: Definitions;
  readonly targets: Readonly<Record<string, number>>;
};
export type Sites = (site: string) => SiteSettings;
