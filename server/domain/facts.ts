import {
  type FamilyFact,
  families,
  familyCodeOf,
  familyFactOf,
  familyOf,
  isFamilyFact,
} from './fact-families.ts';
import { customerFacts } from './facts-of-customers.ts';
import { surveyFacts } from './facts-of-surveys.ts';
import { ticketFacts } from './facts-of-tickets.ts';

/**
 * Every integer that the ledger adds up. A fact is stored once, whichever metrics need it (C2). `unit` is what the
 * integer counts, `code` is its name in the ledger and never changes; a fact with `agent` is also kept for the agent it names, and one with `agentTime` only there.
 */
export const facts = {
  offered: {
    code: 'of',
    of: 'segment',
    meaning: 'segments that entered a queue, at the moment they entered',
  },
  answered: {
    code: 'an',
    of: 'segment',
    meaning: 'segments that an agent answered, at the answer',
    agent: true,
  },
  answeredWait: {
    code: 'aw',
    of: 'segment',
    meaning: 'answered segments whose wait is known, at the answer',
    agent: true,
  },
  answeredWaitMs: {
    code: 'at',
    of: 'segment',
    meaning: 'wait of answered segments in ms, at the answer',
    agent: true,
  },
  abandoned: {
    code: 'ab',
    of: 'segment',
    meaning: 'segments whose customer hung up while waiting, at the hang-up',
  },
  shortAbandoned: { code: 'sa', of: 'segment', meaning: 'abandoned within the short limit, at the hang-up' },
  abandonedWait: {
    code: 'bw',
    of: 'segment',
    meaning: 'abandoned past the short limit with a known wait, at the hang-up',
  },
  abandonedWaitMs: { code: 'bt', of: 'segment', meaning: 'wait of those in ms, at the hang-up' },
  shortAbandonedWaitMs: {
    code: 'st',
    of: 'segment',
    meaning: 'wait of segments abandoned within the short limit in ms, at the hang-up',
  },
  flowedOut: {
    code: 'fl',
    of: 'segment',
    meaning: 'segments that left the queue unanswered without hanging up',
  },
  flowedOutWaitMs: { code: 'ft', of: 'segment', meaning: 'wait of those in ms, as far as it is known' },
  serviceHits: {
    code: 'sh',
    of: 'segment',
    meaning: 'segments answered within the threshold, at the answer',
  },
  serviceMisses: {
    code: 'sm',
    of: 'segment',
    meaning: 'abandoned past the short limit within the threshold, or still waiting when it passed',
  },
  abandonedInTime: {
    code: 'ai',
    of: 'segment',
    meaning: 'abandoned past the short limit but within the threshold, at the hang-up',
  },
  flowedOutInTime: { code: 'fi', of: 'segment', meaning: 'flowed out within the threshold, at leaving' },
  legs: { code: 'le', of: 'leg', meaning: 'legs completed, when they complete', agent: true },
  talkMs: { code: 'tk', of: 'leg', meaning: 'talk of completed legs in ms', agent: true },
  holdMs: { code: 'ho', of: 'leg', meaning: 'hold of completed legs in ms', agent: true },
  wrapupMs: { code: 'wr', of: 'leg', meaning: 'wrap-up of completed legs in ms', agent: true },
  transferred: { code: 'tr', of: 'leg', meaning: 'completed legs that ended in a transfer', agent: true },
  unknownEnds: {
    code: 'ue',
    of: 'segment',
    meaning: 'segments and legs closed as unknown because no end arrived',
  },
  handledContacts: {
    code: 'hc',
    of: 'contact',
    meaning: 'contacts of a known customer that an agent handled, when they end',
    agent: true,
  },
  resolvedFirst: {
    code: 'rf',
    of: 'contact',
    meaning: 'of these, not marked unresolved and not followed by another within 7 days',
    agent: true,
  },
  knownContacts: { code: 'kc', of: 'contact', meaning: 'contacts of a known customer, when they start' },
  repeats1d: { code: 'r1', of: 'contact', meaning: 'of these, those that follow another within 1 day' },
  repeats7d: { code: 'r7', of: 'contact', meaning: 'of these, those that follow another within 7 days' },
  repeats30d: { code: 'r3', of: 'contact', meaning: 'of these, those that follow another within 30 days' },
  ...surveyFacts,
  ...ticketFacts,
  ...customerFacts,
  availableMs: {
    code: 'av',
    of: 'agent',
    meaning: 'time signed in, ready and idle, in ms',
    agent: true,
    agentTime: true,
  },
  handlingMs: {
    code: 'ha',
    of: 'agent',
    meaning: 'time in talk, hold or wrap-up, in ms',
    agent: true,
    agentTime: true,
  },
  pausedMs: { code: 'pa', of: 'agent', meaning: 'time paused, in ms', agent: true, agentTime: true },
} as const satisfies Record<string, FactDefinition>;

export type SubjectKind =
  | 'segment'
  | 'leg'
  | 'contact'
  | 'survey'
  | 'ticket'
  | 'agent'
  | 'count'
  | 'customer'
  | 'order';
export type FactDefinition = {
  code: string;
  of: SubjectKind;
  meaning: string;
  agent?: true;
  agentTime?: true;
  /** Also kept by month, so that everything before a moment can be summed. */
  opening?: true;
};

type PlainFact = keyof typeof facts;
/** All that was added to a fact before the range in question; computed when asked for, never stored. */
export type Opening = `opening:${string}`;
export type FactName = PlainFact | FamilyFact | Opening;
/** Sums of facts over some group and window; what is not there is 0. */
export type Sums = Readonly<Partial<Record<FactName, number>>>;

const OPENING = 'opening:';
export const isOpening = (fact: FactName): fact is Opening => fact.startsWith(OPENING);
export const openingOf = (fact: FactName): Opening => `${OPENING}${fact}`;

export function definitionOf(fact: FactName): FactDefinition {
  // Only `openingOf` makes openings, from facts.
  if (isOpening(fact)) return definitionOf(fact.slice(OPENING.length) as FactName);
  return isFamilyFact(fact) ? families[familyOf(fact)] : facts[fact];
}
export const meaningOf = (fact: FactName): string =>
  `${isOpening(fact) ? 'before the range: ' : ''}${definitionOf(fact).meaning}`;
/** Whether everything before a moment can be summed of it. */
export const hasOpening = (fact: FactName): boolean => 'opening' in definitionOf(fact);
export const isByAgent = (fact: FactName): boolean => 'agent' in definitionOf(fact);
export const isAgentTime = (fact: FactName): boolean => 'agentTime' in definitionOf(fact);

const names = Object.keys(facts) as PlainFact[];
const byCode: ReadonlyMap<string, PlainFact> = new Map(names.map((name) => [facts[name].code, name]));
export function codeOf(fact: FactName): string {
  if (isOpening(fact)) throw new Error(`${fact} is computed and never stored`);
  return isFamilyFact(fact) ? familyCodeOf(fact) : facts[fact].code;
}
/** The fact that a code stands for; `undefined` for one of a version that knew other facts. */
export const factOf = (code: string): FactName | undefined => byCode.get(code) ?? familyFactOf(code);
