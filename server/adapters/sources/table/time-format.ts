/** A wall time written as UTC, or a moment where the text tells its offset. */
export type ReadTime = { readonly wall: number } | { readonly at: number };
export type TimeFormat = (text: string) => ReadTime | null;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Longer before shorter: a format is cut into the longest that fit. */
const tokens = [
  'yyyy',
  'yy',
  'MMM',
  'MM',
  'M',
  'dd',
  'd',
  'HH',
  'H',
  'hh',
  'h',
  'mm',
  'm',
  'ss',
  's',
  'SSS',
  'a',
  'XXX',
] as const;
type Token = (typeof tokens)[number];
type Part = { readonly token: Token } | { readonly literal: string };
type Fields = { -readonly [T in Token]?: number };

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?: ?(Z|[+-]\d\d:?\d\d))?$/i;

const known = new Map<string, { readonly format: TimeFormat } | { readonly fault: string }>();

/**
 * How times are written: "iso" (2021-03-31 or 2021-03-31T09:12:58.000+01:00), "epoch" (seconds since 1970), "epochMs",
 * or a pattern of yyyy yy MMM MM M dd d HH H hh h mm m ss s SSS a XXX (AM or PM, offset) and anything else literally.
 */
export function timeFormatOf(pattern: string): { readonly format: TimeFormat } | { readonly fault: string } {
  const found = known.get(pattern);
  if (found) return found;
  const made = makeFormat(pattern);
  if (known.size < 1_000) known.set(pattern, made);
  return made;
}

function makeFormat(pattern: string): { readonly format: TimeFormat } | { readonly fault: string } {
  if (pattern === 'iso') return { format: readIso };
  if (pattern === 'epoch') return { format: (text) => readEpoch(text, 1_000) };
  if (pattern === 'epochMs') return { format: (text) => readEpoch(text, 1) };
  const parts = partsOf(pattern);
  const has = (...wanted: Token[]) => parts.some((part) => 'token' in part && wanted.includes(part.token));
  if (!has('yyyy', 'yy') || !has('MMM', 'MM', 'M') || !has('dd', 'd')) {
    return {
      fault: 'must be "iso", "epoch", "epochMs" or hold a year, a month and a day, such as "yyMMdd HH:mm"',
    };
  }
  if (has('hh', 'h') !== has('a')) return { fault: 'must have h and a together, or H' };
  return { format: (text) => readByParts(text, parts) };
}

function partsOf(pattern: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; ) {
    const token = tokens.find((one) => pattern.startsWith(one, at));
    parts.push(token ? { token } : { literal: pattern[at]! });
    at += token?.length ?? 1;
  }
  return parts;
}

function readByParts(text: string, parts: readonly Part[]): ReadTime | null {
  const fields: Fields = {};
  let at = 0;
  for (const part of parts) {
    if ('literal' in part) {
      if (text[at] !== part.literal) return null;
      at += 1;
      continue;
    }
    const read = readToken(text, at, part.token);
    if (!read) return null;
    fields[part.token] = read.value;
    at = read.next;
  }
  return at === text.length ? timeOf(fields) : null;
}

function readToken(text: string, at: number, token: Token): { value: number; next: number } | null {
  switch (token) {
    case 'MMM': {
      const month = months.indexOf(text.slice(at, at + 3).toLowerCase());
      return month < 0 ? null : { value: month + 1, next: at + 3 };
    }
    case 'a': {
      const half = ['am', 'pm'].indexOf(text.slice(at, at + 2).toLowerCase());
      return half < 0 ? null : { value: half, next: at + 2 };
    }
    case 'XXX':
      return readOffset(text, at);
    case 'yyyy':
      return readDigits(text, at, 4, 4);
    case 'SSS':
      return readDigits(text, at, 3, 3);
    case 'M':
    case 'd':
    case 'H':
    case 'h':
    case 'm':
    case 's':
      return readDigits(text, at, 1, 2);
    case 'yy':
    case 'MM':
    case 'dd':
    case 'HH':
    case 'hh':
    case 'mm':
    case 'ss':
      return readDigits(text, at, 2, 2);
  }
}

function readDigits(text: string, at: number, least: number, most: number) {
  let next = at;
  let value = 0;
  while (next < at + most && next < text.length) {
    const digit = text.charCodeAt(next) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    next += 1;
  }
  return next - at < least ? null : { value, next };
}

function readOffset(text: string, at: number): { value: number; next: number } | null {
  const match = /^(?:Z|([+-])(\d\d):?(\d\d))/i.exec(text.slice(at, at + 6));
  if (!match) return null;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return { value: match[1] === '-' ? -minutes : minutes, next: at + match[0].length };
}

function timeOf(fields: Fields): ReadTime | null {
  const year = fields.yyyy ?? centuryOf(fields.yy ?? 0);
  const month = fields.MMM ?? fields.MM ?? fields.M ?? 1;
  const halfDay = fields.hh ?? fields.h;
  if (halfDay !== undefined && (halfDay < 1 || halfDay > 12)) return null;
  const hour = halfDay === undefined ? (fields.HH ?? fields.H ?? 0) : (halfDay % 12) + (fields.a ?? 0) * 12;
  const wall = wallOf([
    [year, month, fields.dd ?? fields.d ?? 1],
    [hour, fields.mm ?? fields.m ?? 0, fields.ss ?? fields.s ?? 0, fields.SSS ?? 0],
  ]);
  if (wall === null) return null;
  return fields.XXX === undefined ? { wall } : { at: wall - fields.XXX * 60_000 };
}

/** As POSIX has it: 69-99 are of the twentieth century. */
const centuryOf = (year: number): number => (year >= 69 ? 1900 + year : 2000 + year);

type Wall = readonly [
  date: readonly [year: number, month: number, day: number],
  clock: readonly [hour: number, minute: number, second: number, ms: number],
];

/** `null` for what no calendar has. A leap second counts as the last full one. */
function wallOf([[year, month, day], [hour, minute, second, ms]]: Wall): number | null {
  if (hour > 23 || minute > 59 || second > 60) return null;
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900) return null;
  return midnight + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1_000 + ms;
}

function readIso(text: string): ReadTime | null {
  const match = iso.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const ms = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const wall = wallOf([
    [year, month, day],
    [hour, minute, second, ms],
  ]);
  if (wall === null) return null;
  const offset = match[8] === undefined ? null : readOffset(match[8], 0);
  return offset ? { at: wall - offset.value * 60_000 } : { wall };
}

function readEpoch(text: string, unit: number): ReadTime | null {
  if (!/^\d{1,14}(\.\d{1,9})?$/.test(text)) return null;
  const at = Math.round(Number(text) * unit);
  return at > 8.64e15 ? null : { at };
}
