/** Sums over everybody whose wait is known. */
export type Waits = {
  readonly abandoned: number;
  /** Time spent waiting by everybody: those who gave up, who were answered and who left otherwise. */
  readonly waitedMs: number;
};

/** `few`: so few gave up that the figure may be off by more than a third. `none`: nobody did, so there is no figure. */
export type Patience = {
  readonly patienceMs: number | null;
  readonly abandoned: number;
  readonly note: 'few' | 'none' | null;
};

/** The standard error of the estimate is its value divided by the root of this number. */
const ENOUGH = 30;

/**
 * The mean patience of a site's customers, under a patience that does not age (exponential). Who was answered would
 * have waited longer, nobody knows how long: their waits are censored, and count as waiting without an end. The
 * estimate of maximum likelihood is then the time that everybody waited over the number who gave up; the mean wait of
 * those who gave up alone would be far too short.
 */
export function fitPatience({ abandoned, waitedMs }: Waits): Patience {
  // Whoever hung up in the very moment of arriving tells nothing of a length.
  if (abandoned <= 0 || waitedMs <= 0) return { patienceMs: null, abandoned, note: 'none' };
  return { patienceMs: waitedMs / abandoned, abandoned, note: abandoned < ENOUGH ? 'few' : null };
}
