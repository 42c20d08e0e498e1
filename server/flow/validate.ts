import { hash } from 'node:crypto';
import { type Event, parseEvent } from '#domain/event.ts';
import { DAY_MS } from '#domain/time.ts';
import type { Result } from '../ports/intake.ts';

/** An event that may be applied, with what tells it apart and what tells its content apart. */
export type Accepted = {
  readonly event: Event;
  readonly identity: string;
  readonly fingerprint: string;
};

const FUTURE_MS = 5 * 60_000;

export type Range = { readonly now: number; readonly dedupeMs: number; readonly history: boolean };

/** Unknown JSON to an event, or the verdict on it (domain.md, section 2). `event` comes with a quarantined one. */
export function validate(
  input: unknown,
  range: Range,
): { accepted: Accepted } | { result: Result; quarantined?: Event } {
  const echo = echoOf(input);
  const parsed = parseEvent(input);
  if ('refusal' in parsed) {
    const { field, rule } = parsed.refusal;
    return { result: { ...echo, verdict: 'rejected', reason: `${field}: ${rule}` } };
  }
  const { event } = parsed;
  if (event.at > range.now + FUTURE_MS) {
    const reason = 'time: more than 5 minutes in the future';
    return { result: { ...echo, verdict: 'quarantined', reason }, quarantined: event };
  }
  if (!range.history && event.at < range.now - range.dedupeMs) {
    const days = Math.round(range.dedupeMs / DAY_MS);
    const reason = `time: older than the ${days} days in which repeats are known; send it with ?history=true`;
    return { result: { ...echo, verdict: 'quarantined', reason }, quarantined: event };
  }
  const identity = digest(`${event.source}\n${event.id}`);
  return {
    accepted: { event, identity, fingerprint: digest(canonical([event.type, event.at, event.data])) },
  };
}

function echoOf(input: unknown): { source: string | null; id: string | null } {
  if (typeof input !== 'object' || input === null) return { source: null, id: null };
  const { source, id } = input as { source?: unknown; id?: unknown };
  return {
    source: typeof source === 'string' ? source.slice(0, 256) : null,
    id: typeof id === 'string' ? id.slice(0, 128) : null,
  };
}

/** JSON with sorted keys: the same content gives the same text, whatever order its keys came in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const part = (value as Record<string, unknown>)[key];
    if (part !== undefined) text += `${JSON.stringify(key)}:${canonical(part)},`;
  }
  return `${text}}`;
}

const digest = (text: string): string => hash('sha1', text, 'base64url').slice(0, 22);
