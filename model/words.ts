const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A count and its noun as people say it: "three contacts", "once", "14 times". */
export function many(count: number, noun: string): string {
  if (noun === 'time' && count === 1) return 'once';
  if (noun === 'time' && count === 2) return 'twice';
  return `${small[count] ?? String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function minutes(amount: number): string {
  if (amount < 0.995) return `${Math.max(1, Math.round(amount * 60))} seconds`;
  return many(Math.round(amount), 'minute').replace(/^[a-z]+/, (word) => String(small.indexOf(word)));
}

export function days(amount: number): string {
  const whole = Math.floor(amount);
  return whole < 1 ? 'less than a day' : whole === 1 ? '1 day' : `${whole} days`;
}

/** A length of custom: days at first, then months, then years. */
export function span(amount: number): string {
  if (amount < 60) return days(amount);
  if (amount < 730) return `${Math.round(amount / 30.44)} months`;
  return `${Math.floor(amount / 365.25)} years`;
}
