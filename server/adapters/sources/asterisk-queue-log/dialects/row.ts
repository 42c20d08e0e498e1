import type { LeaveReason } from '#domain/event-data.ts';

/** What a line does to its agent's membership of queues and pauses. */
export type AgentChange =
  | 'join'
  | 'quit'
  | 'pause'
  | 'unpause'
  | 'pauseAll'
  | 'unpauseAll'
  | 'login'
  | 'logoff';

/**
 * What one event of the log means. Numbers are positions among the parameters after the event's name; a negative one
 * counts from the end. Times are in seconds, except where the name says ms.
 */
export type Meaning =
  | { readonly does: 'nothing' }
  | { readonly does: 'restart' }
  | {
      readonly does: 'enter';
      readonly caller: number;
      readonly callerName?: number;
      readonly position: number;
    }
  | { readonly does: 'answer'; readonly wait: number }
  | {
      readonly does: 'miss';
      readonly reason: 'no-answer' | 'cancelled' | 'rejected';
      readonly ringMs?: number;
    }
  | { readonly does: 'ring' }
  | { readonly does: 'hold' }
  | { readonly does: 'resume' }
  | {
      readonly does: 'end';
      readonly endedBy: 'agent' | 'customer';
      readonly wait: number;
      readonly talk: number;
    }
  | {
      readonly does: 'transfer';
      readonly mode: 'blind' | 'attended';
      readonly wait: number;
      readonly talk: number;
      readonly to?: number;
    }
  | { readonly does: 'abandon'; readonly wait: number }
  | { readonly does: 'leave'; readonly reason: LeaveReason; readonly wait?: number }
  | { readonly does: 'agent'; readonly change: AgentChange; readonly reason?: number };

/**
 * `least` is how many parameters the oldest version writes: fewer mean that the line was cut. `full` is how many the
 * newest one writes: a last line without its newline is believed only from there on.
 */
export type Row = Meaning & { readonly least: number; readonly full: number };
export type Dialect = Readonly<Record<string, Row>>;

export const nothing: Row = { does: 'nothing', least: 0, full: 0 };
