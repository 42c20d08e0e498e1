import { type Dialect, nothing } from './row.ts';

/** PBXware: calls that agents place, beside those of the queues. */
export const pbxware: Dialect = {
  OUTDIAL: nothing,
  OUTANSWER: nothing,
  OUTCANCEL: nothing,
  OUTCHANUNAVAIL: nothing,
  OUTCONGESTION: nothing,
  OUTBUSY: nothing,
  OUTNOANSWER: nothing,
  OUTTRANSFER: nothing,
};
