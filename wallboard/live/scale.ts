/** How large and how far away a screen is. */
export type Screen = {
  readonly diagonalInches: number;
  readonly distanceMetres: number;
  readonly aspect: number;
};
/** What a screen can carry: a label's font size as a share of its height, and which rows stay readable beside the tiles. */
export type Scale = { readonly label: number; readonly shows: 'all' | 'no-agents' | 'tiles-only' };

export const defaultScreen = { diagonalInches: 55, distanceMetres: 8 };

/** Letters must be at least 16 minutes of arc high at the farthest seat (NUREG-0700, ISO 9241-3). */
const MINUTES = 16;
/** Height of a capital as a share of Barlow's font size. */
const CAPITAL = 0.7;
const INCH_MM = 25.4;
/** Below this a label would only leave the tile empty. */
const SMALLEST = 0.05;
/** Up to here everything fits; up to the next one everything but the agents' row. */
const FITS_ALL = 0.08;
const FITS_QUEUES = 0.1;
const LARGEST = 0.125;

/** The type scale of a screen, from geometry alone: the same screen always looks the same. */
export function scaleOf({ diagonalInches, distanceMetres, aspect }: Screen): Scale {
  const capitalMm = 2 * distanceMetres * 1000 * Math.tan(((MINUTES / 60) * Math.PI) / 360);
  const heightMm = (diagonalInches * INCH_MM) / Math.hypot(aspect, 1);
  const needed = capitalMm / CAPITAL / heightMm;
  const label = Math.min(LARGEST, Math.max(SMALLEST, needed));
  return { label, shows: label <= FITS_ALL ? 'all' : label <= FITS_QUEUES ? 'no-agents' : 'tiles-only' };
}
