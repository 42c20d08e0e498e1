import type { Event } from '#domain/event.ts';

/**
 * Takes events into a timeline: a set union by identity, so that order and repetition do not matter (T1, T2). `known`
 * tells for each incoming event whether it was there already, from before or from earlier in the same list.
 */
export function include<E extends Event>(
  timeline: readonly E[],
  incoming: readonly E[],
): { events: readonly E[]; known: boolean[]; added: E[] } {
  const identities = new Set(timeline.map(identityOf));
  const added: E[] = [];
  const known = incoming.map((event) => {
    const identity = identityOf(event);
    if (identities.has(identity)) return true;
    identities.add(identity);
    added.push(event);
    return false;
  });
  return { events: added.length === 0 ? timeline : [...timeline, ...added], known, added };
}

const identityOf = ({ source, id }: Event): string => `${source}\n${id}`;
