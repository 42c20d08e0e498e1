import {
  createAsteriskTail,
  defaultSource,
} from '../../../server/adapters/sources/asterisk-queue-log/index.ts';
import { handClock } from '../../../server/ports/clock.ts';
import type { Store } from '../../../server/ports/store.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { convert, type RecordingIntake, recordedLines } from './asterisk-world.ts';

export const startedAt = Number(recordedLines[0]!.slice(0, 10)) * 1_000;
export const DAY_MS = 86_400_000;

/** A tail that can be stopped in an orderly way or killed: then nothing of it reaches the outside any more. */
export async function follow(
  path: string,
  intake: RecordingIntake,
  store: Store,
  clock = handClock(startedAt),
) {
  let isDead = false;
  const log = quietLog();
  const gone = () => Promise.reject(new Error('killed'));
  const context = {
    intake: {
      ...intake,
      take: (...args: Parameters<typeof intake.take>) => (isDead ? gone() : intake.take(...args)),
      note: (...args: Parameters<typeof intake.note>) => (isDead ? gone() : intake.note(...args)),
    },
    store: {
      ...store,
      set: (...args: Parameters<Store['set']>) => (isDead ? gone() : store.set(...args)),
    },
    clock,
    log,
  };
  const { stop } = await createAsteriskTail({ name: defaultSource, path }, context).start();
  return {
    clock,
    log,
    stop,
    kill() {
      isDead = true;
      return stop();
    },
  };
}

/** The events of calls in what was written so far: those that do not wait for the end of a second. */
export const ofCalls = (text: string) =>
  convert(text.slice(0, text.lastIndexOf('\n') + 1)).events.filter(({ type }) => type !== 'agent.changed');
export function hasAll(intake: RecordingIntake, text: string): () => boolean {
  const missing = new Set(ofCalls(text).map(({ id }) => id));
  return () => {
    for (const id of missing) if (intake.events.has(id)) missing.delete(id);
    return missing.size === 0;
  };
}
