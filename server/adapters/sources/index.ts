import type { EventSource, SourceContext } from '../../ports/event-source.ts';
import { type AsteriskTailSettings, createAsteriskTail } from './asterisk-queue-log/index.ts';

/** THE list of sources that Floorlight itself listens to. `POST /v1/events` is the door for all others. */
export const sourceTypes = {
  'asterisk-queue-log': (settings: AsteriskTailSettings, context: SourceContext): EventSource =>
    createAsteriskTail(settings, context),
};

export type SourceType = keyof typeof sourceTypes;
