import type { Agenda } from './agenda.ts';
import type { Emit } from './event.ts';
import type { LocalClock } from './local-time.ts';
import type { SimulatedCustomer } from './people/customers.ts';
import type { Profile, QueueProfile } from './profile.ts';
import type { Random } from './random.ts';

/** What every part of the simulation shares. */
export type World = {
  readonly random: Random;
  readonly agenda: Agenda;
  readonly emit: Emit;
  readonly clock: LocalClock;
  readonly profile: Profile;
  readonly prefix: string;
  /** From then on nobody new arrives and the agents go home. */
  readonly endsAt: number;
};

/** One journey of one customer. */
export type Contact = {
  readonly contactId: string;
  readonly customer: SimulatedCustomer | null;
  readonly intent: string;
  readonly isRepeat: boolean;
  readonly isCancellation: boolean;
  /** The queues it has been in; the last one is where it is. */
  readonly path: QueueProfile[];
  waitMs: number;
  holdMs: number;
  transfers: number;
};

/** What every event about the contact's present segment says. */
export function segmentOf({ contactId, path }: Contact): { contactId: string; queue: string | undefined } {
  return { contactId, queue: path.at(-1)?.queue };
}
