import type { Floor } from './floor.ts';
import { pausesOf, type SimulatedAgent, works } from './people/agents.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long somebody stays beyond their shift for customers who still wait. */
const OVERTIME_MS = 15 * MINUTE_MS;

/** Signs agents in and out, day after day, and sends them into their pauses. */
export function planShifts(world: World, agents: readonly SimulatedAgent[], floor: Floor): void {
  const { agenda, clock, endsAt } = world;
  if (Number.isFinite(endsAt))
    agenda.at(endsAt, () => {
      for (const agent of agents) sendHome(agent, Number.POSITIVE_INFINITY);
    });
  planDay(clock.midnight(agenda.now()));

  function planDay(midnight: number): void {
    const { weekday } = clock.read(midnight);
    const share = world.profile.weekShape[weekday] ?? 1;
    for (const agent of agents) if (works(agent, weekday, share)) planShift(agent, midnight);
    const tomorrow = clock.midnight(midnight + HOUR_MS, 1);
    if (tomorrow < endsAt) agenda.at(tomorrow, () => planDay(tomorrow));
  }

  function planShift(agent: SimulatedAgent, midnight: number): void {
    const { random } = world;
    const from = Math.max(
      midnight + random.between(0, 25_000),
      midnight + agent.shift.from * HOUR_MS + random.between(-5, 3) * MINUTE_MS,
    );
    const to = Math.min(midnight + agent.shift.to * HOUR_MS + random.between(-1, 3) * MINUTE_MS, endsAt);
    const duePauses = pausesOf(from, to, random);
    const late = random.between(0, 15_000);
    if (to <= agenda.now() || from >= endsAt) return;
    agenda.at(Math.max(from, agenda.now() + (from < agenda.now() ? late : 0)), () => signIn(agent));
    for (const pause of duePauses) {
      if (pause.at <= agenda.now() || pause.at >= to) continue;
      agenda.at(pause.at, () => {
        agent.pauseDue = pause;
        if (agent.state === 'available') floor.release(agent);
      });
    }
    if (to < endsAt) agenda.at(to, () => sendHome(agent, to + OVERTIME_MS));
  }

  function signIn(agent: SimulatedAgent): void {
    if (agent.state !== 'offline') return;
    agent.leavesBy = null;
    floor.release(agent, { queues: agent.queues, name: agent.name });
  }

  function sendHome(agent: SimulatedAgent, leavesBy: number): void {
    if (agent.state === 'offline') return;
    agent.leavesBy = leavesBy;
    if (agent.state === 'available') floor.release(agent);
  }
}
