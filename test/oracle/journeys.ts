import type { Sent } from '../support/histories.ts';

/** What a site told of one segment, leg, contact and survey, in plain lists. Times and lengths in ms. */
export type Pass = {
  readonly contact: string;
  readonly id: string;
  readonly queue: string;
  readonly offered: number;
  readonly end: 'waiting' | 'answered' | 'abandoned' | 'left';
  readonly endAt: number;
  readonly wait: number;
  readonly answeredBy: string;
};
export type Part = {
  readonly contact: string;
  readonly pass: string;
  readonly queue: string;
  readonly agent: string;
  readonly answered: number;
  /** When talk ended; `Infinity` while it goes on. */
  readonly ended: number;
  /** When the leg was complete, wrap-up included where one was reported. */
  readonly completed: number;
  readonly talk: number;
  readonly hold: number;
  readonly wrapup: number;
  readonly transferred: boolean;
};
export type Journey = {
  readonly contact: string;
  readonly customer: string | undefined;
  readonly intent: string | undefined;
  readonly start: number;
  /** `Infinity` while something of it waits or talks. */
  readonly end: number;
  /** Where it belongs: where an agent spoke last, else the queue that was entered last. */
  readonly queue: string;
  readonly agent: string;
  readonly resolved: boolean | undefined;
};
export type Answer = {
  readonly at: number;
  readonly queue: string;
  readonly agent: string;
  readonly positive: boolean;
};

type Data = Record<string, string | number | boolean | undefined>;
type Told = { readonly at: number; readonly type: string; readonly data: Data };

const timeOf = (event: Sent): number => Date.parse(event.time);
const byTime = <T extends { readonly at: number }>(a: T, b: T): number => a.at - b.at;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
/** What a source says of a length wins over what lies between its times. */
const length = (said: unknown, between: number): number =>
  typeof said === 'number' ? said : Math.max(0, between);

export function toldOf(events: readonly Sent[]): Told[] {
  return events
    .map((event) => ({ at: timeOf(event), type: event.type, data: event.data as Data }))
    .sort(byTime);
}

export function passesOf(told: readonly Told[]): Pass[] {
  return told
    .filter(({ type }) => type === 'contact.offered')
    .map(({ at: offered, data }) => {
      const contact = String(data.contactId);
      const id = segmentOf(data);
      const exits = told.filter(
        (one) =>
          ['contact.answered', 'contact.abandoned', 'contact.left'].includes(one.type) &&
          one.data.contactId === contact &&
          segmentOf(one.data) === id,
      );
      const exit = exits[0];
      return {
        contact,
        id,
        queue: String(data.queue),
        offered,
        end: exit ? (exit.type.slice('contact.'.length) as Pass['end']) : 'waiting',
        endAt: exit?.at ?? Number.POSITIVE_INFINITY,
        wait: exit ? length(exit.data.waitMs, exit.at - offered) : Number.NaN,
        answeredBy: exit?.type === 'contact.answered' ? String(exit.data.agent) : '',
      };
    });
}

const segmentOf = (data: Data): string => String(data.segmentId ?? `${data.contactId}/${data.queue}`);

export function partsOf(told: readonly Told[]): Part[] {
  const answers = told.filter(({ type }) => type === 'contact.answered');
  return answers.map(({ at: answered, data }) => {
    const pass = segmentOf(data);
    const mine = told.filter((one) => one.data.contactId === data.contactId && one.data.agent === data.agent);
    // An agent speaks with a customer until the end that follows; what names no segment belongs to that talk.
    const later = mine.filter((one) => one.at >= answered && isOf(one.data, pass));
    const end = later.find(({ type }) => type === 'contact.ended' || type === 'contact.transferred');
    const ended = end?.at ?? Number.POSITIVE_INFINITY;
    const wrap = mine.find((one) => one.type === 'contact.wrapped' && segmentOf(one.data) === pass);
    const during = later.filter((one) => one.at <= ended);
    const held = during.filter(({ type }) => type === 'contact.held').map(({ at }) => at);
    const resumed = during.filter(({ type }) => type === 'contact.resumed').map(({ at }) => at);
    const hold = length(end?.data.holdMs, sum(held.map((from, index) => (resumed[index] ?? ended) - from)));
    return {
      contact: String(data.contactId),
      pass,
      queue: String(data.queue),
      agent: String(data.agent),
      answered,
      ended,
      completed: wrap ? wrap.at : ended,
      talk: length(end?.data.talkMs, ended - answered - hold),
      hold,
      wrapup: wrap ? length(wrap.data.wrapupMs, wrap.at - ended) : 0,
      transferred: end?.type === 'contact.transferred',
    };
  });
}

const isOf = (data: Data, pass: string): boolean => data.queue === undefined || segmentOf(data) === pass;

export function journeysOf(
  told: readonly Told[],
  passes: readonly Pass[],
  parts: readonly Part[],
): Journey[] {
  return [...new Set(passes.map(({ contact }) => contact))].map((contact) => {
    const mine = passes.filter((pass) => pass.contact === contact);
    const spoken = parts.filter((part) => part.contact === contact);
    const said = told.filter(({ data }) => data.contactId === contact);
    const lastPart = spoken.toSorted((a, b) => a.answered - b.answered).at(-1);
    const words = said.filter(({ type, data }) => type === 'contact.wrapped' && data.resolved !== undefined);
    const ends = [...mine.map(({ endAt }) => endAt), ...spoken.map(({ ended }) => ended)];
    const first = said.find(({ type }) => type === 'contact.offered')!.data;
    return {
      contact,
      customer: first.customer as string | undefined,
      intent: first.intent as string | undefined,
      start: Math.min(...mine.map(({ offered }) => offered)),
      end: Math.max(...ends),
      queue: lastPart?.queue ?? mine.toSorted((a, b) => a.offered - b.offered).at(-1)!.queue,
      agent: lastPart?.agent ?? '',
      resolved: words.at(-1)?.data.resolved as boolean | undefined,
    };
  });
}

const topBoxes: Record<string, number> = { '1-5': 4, '1-7': 6, '1-10': 9, 'good-bad': 1 };

export function answersOf(told: readonly Told[], journeys: readonly Journey[]): Answer[] {
  const answered = told.filter(({ type, data }) => type === 'survey.answered' && data.kind === 'csat');
  return [...new Set(answered.map(({ data }) => data.surveyId))].map((surveyId) => {
    const { at, data } = answered.filter((one) => one.data.surveyId === surveyId).at(-1)!;
    const about = journeys.find(({ contact }) => contact === data.contactId);
    return {
      at,
      queue: String(data.queue ?? about?.queue ?? ''),
      agent: String(data.agent ?? about?.agent ?? ''),
      positive: Number(data.score) >= topBoxes[String(data.scale)]!,
    };
  });
}
