import type { AgentState } from '#domain/event-data.ts';
import type { Profile, ShiftProfile } from '../profile.ts';
import { createRandom, type Random, seedOf } from '../random.ts';
import { nameOf } from './names.ts';

export type Pause = { readonly reason: string; readonly ms: number };

export type SimulatedAgent = {
  readonly agent: string;
  readonly name: string;
  readonly team: string;
  readonly queues: readonly string[];
  readonly shift: ShiftProfile;
  /** Place within the shift and its size: who has which day off. */
  readonly place: number;
  readonly placesOfShift: number;
  /** Factor on talk and wrap-up. */
  readonly pace: number;
  /** Added to the probability to settle a matter. */
  readonly craft: number;
  state: AgentState;
  idleSince: number;
  pauseDue: Pause | null;
  /** Set when the shift is over: stays for customers who wait, but not beyond this moment. */
  leavesBy: number | null;
};

/** The whole roster, made from the seed; the same seed always employs the same people. */
export function createAgents(profile: Profile, seed: number): readonly SimulatedAgent[] {
  const random = createRandom(seedOf('agents', seed));
  const perShift = shares(
    profile.agents,
    profile.shifts.map(({ share }) => share),
  );
  const agents: SimulatedAgent[] = [];
  profile.shifts.forEach((shift, index) => {
    const places = perShift[index] ?? 0;
    const perTeam = shares(
      places,
      profile.teams.map(({ share }) => share),
    );
    let place = 0;
    profile.teams.forEach((team, teamIndex) => {
      for (let count = 0; count < (perTeam[teamIndex] ?? 0); count++) {
        agents.push(hire(agents.length, shift, place++, places, team, random));
      }
    });
  });
  return agents;
}

function hire(
  index: number,
  shift: ShiftProfile,
  place: number,
  placesOfShift: number,
  { team, queues, alsoSome }: Profile['teams'][number],
  random: Random,
): SimulatedAgent {
  const name = nameOf(index * 11 + 3);
  return {
    agent: `${name.toLowerCase().replace(' ', '.')}-${index + 1}`,
    name,
    team,
    queues: [...queues, ...alsoSome.filter(({ chance }) => random.chance(chance)).map(({ queue }) => queue)],
    shift,
    place,
    placesOfShift,
    pace: random.logNormal(1, 0.12),
    craft: random.between(-0.06, 0.06),
    state: 'offline',
    idleSince: 0,
    pauseDue: null,
    leavesBy: null,
  };
}

/** Splits a whole number by shares, largest remainders first, so that the parts add up. */
function shares(total: number, parts: readonly number[]): number[] {
  const sum = parts.reduce((a, b) => a + b, 0);
  const exact = parts.map((part) => (total * part) / sum);
  const whole = exact.map(Math.floor);
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value) }));
  order.sort((a, b) => b.rest - a.rest || a.index - b.index);
  const missing = total - whole.reduce((a, b) => a + b, 0);
  for (const { index } of order.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}

/** Whether somebody works on a weekday when only `share` of the shift does. */
export const works = ({ place, placesOfShift }: SimulatedAgent, weekday: number, share: number): boolean =>
  (((place + weekday * 2) % placesOfShift) + 0.5) / placesOfShift < Math.min(1, share);

const pauses = [
  { reason: 'Break', ms: 11 * 60_000, around: 0.25, chance: 0.9 },
  { reason: 'Lunch', ms: 30 * 60_000, around: 0.5, chance: 1 },
  { reason: 'Break', ms: 10 * 60_000, around: 0.76, chance: 0.85 },
  { reason: 'Coaching', ms: 20 * 60_000, around: 0.4, chance: 0.2 },
  { reason: 'Team meeting', ms: 15 * 60_000, around: 0.62, chance: 0.2 },
];

/** The pauses of one shift: when each is due and how long it takes. */
export function pausesOf(from: number, to: number, random: Random): readonly (Pause & { at: number })[] {
  return pauses
    .filter(({ chance }) => random.chance(chance))
    .map(({ reason, ms, around }) => ({
      reason,
      ms: Math.round(ms * random.between(0.85, 1.25)),
      at: from + (to - from) * (around + random.between(-0.12, 0.12)),
    }));
}
