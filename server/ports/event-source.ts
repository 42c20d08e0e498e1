import type { Clock } from './clock.ts';
import type { Intake } from './intake.ts';
import type { Store } from './store.ts';

export type Log = {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
};

/** What a source gets: where to hand events over, where to remember how far it has read. */
export type SourceContext = {
  readonly intake: Intake;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
};

/** A source hands over unknown JSON and remembers its position only after the results are in. */
export type EventSource = {
  readonly name: string;
  start(): Promise<{ stop(): Promise<void> }>;
};
