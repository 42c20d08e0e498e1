import type { Metric } from '../metric.ts';
import { fcr } from './first-contact-resolution.ts';

/** The same figure, of contacts that no repeat can change any more. */
export const fcrMatured: Metric = {
  ...fcr,
  id: 'fcrMatured',
  name: 'First contact resolution, matured',
  short: 'FCR, matured',
  meaning:
    'First contact resolution of contacts that ended more than 7 days ago, which no repeat can change any more.',
  follows: 'no-repeat definition; only contacts whose window has closed',
  maturedOnly: true,
};
