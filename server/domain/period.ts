import { DAY_MS } from './time.ts';

/** What a site decides about the value of its customers. */
export type ValueDefinitions = {
  /** Share of the monthly value that is left after its cost. */
  readonly margin: number;
  /** How much less money is worth a month later. */
  readonly discountPerMonth: number;
};
export const defaultValue: ValueDefinitions = { margin: 1, discountPerMonth: 0.01 };

/** What a figure knows of the range it is for, besides the sums. */
export type Period = { readonly months: number; readonly value: ValueDefinitions };
export const wholePeriod: Period = { months: 1, value: defaultValue };

const MONTH_DAYS = 365.25 / 12;
const WHOLE_FROM_DAYS = 27;

/** Calendar months, quarters and years are whole months, whatever their days; less than that is the part that it is. */
export function periodOf(from: number, to: number, value: ValueDefinitions = defaultValue): Period {
  const days = (to - from) / DAY_MS;
  const months = days / MONTH_DAYS;
  return { months: days < WHOLE_FROM_DAYS ? months : Math.round(months), value };
}
