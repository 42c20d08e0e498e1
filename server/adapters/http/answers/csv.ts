import type { z } from 'zod';
import type { Contact } from './shapes.ts';

type ContactAnswer = z.infer<typeof Contact>;
type Cell = string | number | boolean | null;

/** The columns of the contacts as a table; each leg has a row of its own, and so has a segment that nobody answered. */
export const contactColumns = [
  'contactId',
  'startedAt',
  'endedAt',
  'customer',
  'segmentId',
  'queue',
  'channel',
  'direction',
  'team',
  'offeredAt',
  'outcome',
  'exitAt',
  'waitMs',
  'reason',
  'legId',
  'agent',
  'answeredAt',
  'legEndedAt',
  'completedAt',
  'talkMs',
  'holdMs',
  'wrapupMs',
  'transferred',
  'unknown',
  'resolved',
] as const;

/** The lines of one contact. */
export function csvOfContact(contact: ContactAnswer): string {
  const own: Cell[] = [contact.contactId, contact.startedAt, contact.endedAt, contact.customer];
  return contact.segments
    .flatMap((segment) => {
      const { segmentId, queue, channel, direction, team, offeredAt, outcome, exitAt, waitMs, reason } =
        segment;
      const ofSegment: Cell[] = [
        ...own,
        ...[segmentId, queue, channel, direction, team, offeredAt, outcome, exitAt, waitMs, reason],
      ];
      return segment.legs.length === 0
        ? [ofSegment]
        : segment.legs.map((leg) => [...ofSegment, ...cellsOfLeg(leg)]);
    })
    .map(csvLine)
    .join('');
}

const cellsOfLeg = (leg: ContactAnswer['segments'][number]['legs'][number]): Cell[] => [
  leg.legId,
  leg.agent,
  leg.answeredAt,
  leg.endedAt,
  leg.completedAt,
  leg.talkMs,
  leg.holdMs,
  leg.wrapupMs,
  leg.transferred,
  leg.unknown,
  leg.resolved,
];

/** A line of RFC 4180 with as many cells as there are columns. */
export function csvLine(cells: readonly Cell[]): string {
  const missing = Array.from({ length: Math.max(0, contactColumns.length - cells.length) }, () => null);
  return `${[...cells, ...missing].map(csvCell).join(',')}\r\n`;
}

/**
 * What a spreadsheet would run as a formula. A text that only looks as if it had been defused already counts as well,
 * so that whoever takes one apostrophe away always gets back what was sent.
 */
const FORMULA = /^'*[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
