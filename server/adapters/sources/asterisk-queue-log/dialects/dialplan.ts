import { type Dialect, nothing } from './row.ts';

/** Lines that dialplans write with QueueLog(): FreePBX and the recipes that call-centre reports recommend. */
export const dialplan: Dialect = {
  DID: nothing,
  RINGING: { does: 'ring', least: 0, full: 0 },
  HOLD: { does: 'hold', least: 0, full: 0 },
  UNHOLD: { does: 'resume', least: 0, full: 0 },
};
