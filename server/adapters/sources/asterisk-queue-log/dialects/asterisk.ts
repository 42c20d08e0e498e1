import { type Dialect, nothing } from './row.ts';

/** app_queue and chan_agent of Asterisk 1.4 to 23; where versions differ, what is written last was added last. */
export const asterisk: Dialect = {
  QUEUESTART: { does: 'restart', least: 0, full: 0 },
  CONFIGRELOAD: nothing,
  // url, caller id, position [, caller's name]
  ENTERQUEUE: { does: 'enter', caller: 1, callerName: 3, position: 2, least: 2, full: 3 },
  // hold time, channel of the member [, ring time]
  CONNECT: { does: 'answer', wait: 0, least: 2, full: 3 },
  // hold time, talk time, position at entry
  COMPLETEAGENT: { does: 'end', endedBy: 'agent', wait: 0, talk: 1, least: 3, full: 3 },
  COMPLETECALLER: { does: 'end', endedBy: 'customer', wait: 0, talk: 1, least: 3, full: 3 },
  // extension, context, hold time, talk time [, position at entry]
  TRANSFER: { does: 'transfer', mode: 'blind', to: 0, wait: 2, talk: 3, least: 4, full: 5 },
  BLINDTRANSFER: { does: 'transfer', mode: 'blind', to: 0, wait: 2, talk: 3, least: 5, full: 5 },
  // BRIDGE or APP and one value, or LINK and two; then hold time, talk time, position at entry
  ATTENDEDTRANSFER: { does: 'transfer', mode: 'attended', wait: -3, talk: -2, least: 5, full: 6 },
  // position, position at entry, wait
  ABANDON: { does: 'abandon', wait: 2, least: 3, full: 3 },
  EXITWITHTIMEOUT: { does: 'leave', reason: 'timeout', wait: 2, least: 1, full: 3 },
  EXITEMPTY: { does: 'leave', reason: 'empty', wait: 2, least: 1, full: 3 },
  // the key comes first
  EXITWITHKEY: { does: 'leave', reason: 'key', wait: 3, least: 2, full: 4 },
  WITHDRAW: { does: 'leave', reason: 'withdrawn', wait: 2, least: 3, full: 4 },
  SYSCOMPAT: { does: 'leave', reason: 'system', least: 0, full: 0 },
  AGENTDUMP: { does: 'miss', reason: 'rejected', least: 0, full: 0 },
  // in ms, unlike everything else
  RINGNOANSWER: { does: 'miss', reason: 'no-answer', ringMs: 0, least: 1, full: 1 },
  RINGCANCELED: { does: 'miss', reason: 'cancelled', ringMs: 0, least: 1, full: 1 },
  ADDMEMBER: { does: 'agent', change: 'join', least: 0, full: 1 },
  REMOVEMEMBER: { does: 'agent', change: 'quit', least: 0, full: 1 },
  PAUSE: { does: 'agent', change: 'pause', reason: 0, least: 0, full: 1 },
  UNPAUSE: { does: 'agent', change: 'unpause', least: 0, full: 1 },
  PAUSEALL: { does: 'agent', change: 'pauseAll', reason: 0, least: 0, full: 1 },
  UNPAUSEALL: { does: 'agent', change: 'unpauseAll', least: 0, full: 1 },
  AGENTLOGIN: { does: 'agent', change: 'login', least: 0, full: 1 },
  AGENTLOGOFF: { does: 'agent', change: 'logoff', least: 0, full: 2 },
  AGENTCALLBACKLOGIN: { does: 'agent', change: 'login', least: 0, full: 1 },
  AGENTCALLBACKLOGOFF: { does: 'agent', change: 'logoff', least: 0, full: 3 },
  PENALTY: nothing,
  RINGINUSE: nothing,
  // Written by QueueUpdate() about calls that agents made.
  OUTCALL: nothing,
};
