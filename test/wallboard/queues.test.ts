import { describe, expect, it } from 'vitest';
import { longestWaitOf, queuesInNeed } from '../../wallboard/live/queues.ts';
import { agentsOf, at, busy, type calm, ratio } from './boards.ts';

const names = (board: typeof calm) =>
  queuesInNeed(board, at).map(({ queue, state }) => `${queue.queue} ${state}`);

describe('queues', () => {
  it('stand worst first: by state, then by who has waited longest', () => {
    expect(names(busy)).toEqual([
      'Billing act',
      'Technical support watch',
      'Sales normal',
      'Returns normal',
      'VIP normal',
    ]);
  });
  it('are lit only while somebody waits in them', () => {
    const bad = {
      queue: 'Night',
      waiting: 0,
      oldestOfferedAt: null,
      agents: agentsOf({}),
      figures: { serviceLevel: ratio(0.1) },
    };
    expect(names({ 'queue/Night': bad })).toEqual(['Night normal']);
    expect(names({ 'queue/Night': { ...bad, waiting: 1, oldestOfferedAt: at - 1_000 } })).toEqual([
      'Night act',
    ]);
  });
  it('tick from the moment somebody began to wait, and have no longest wait when nobody does', () => {
    expect(longestWaitOf(at - 5_000, at).value).toBe(5_000);
    expect(longestWaitOf(at + 5_000, at).value).toBe(0);
    expect(longestWaitOf(null, at).value).toBeNull();
  });
});
