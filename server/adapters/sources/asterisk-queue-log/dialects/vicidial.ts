import { type Dialect, nothing } from './row.ts';

/** VICIdial: remarks on pauses and calls; the pause itself has its own line. */
export const vicidial: Dialect = {
  PAUSEREASON: nothing,
  CALLSTATUS: nothing,
  INFO: nothing,
};
