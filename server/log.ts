import { pino } from 'pino';
import type { Log } from './ports/event-source.ts';

/** The log of everything that is not a request: JSON lines on standard output. */
export const createLog = (level: string): Log =>
  pino({ level, serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err } });
