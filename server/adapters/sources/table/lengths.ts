const clock = /^(\d{1,4}):([0-5]?\d)(?::([0-5]?\d(?:\.\d{1,9})?))?$/;

export const unitsOf = { milliseconds: 1, seconds: 1_000, minutes: 60_000 } as const;
export type Unit = keyof typeof unitsOf;

/** A length in whole milliseconds from a number of units, H:MM:SS or MM:SS; `null` for anything else. */
export function lengthOf(text: string, unit: Unit): number | null {
  const match = clock.exec(text);
  if (match) {
    const [, first = '0', second = '0', third] = match;
    const seconds =
      third === undefined
        ? Number(first) * 60 + Number(second)
        : Number(first) * 3_600 + Number(second) * 60 + Number(third);
    return Math.round(seconds * 1_000);
  }
  const amount = numberOf(text);
  return amount === null || amount < 0 ? null : Math.round(amount * unitsOf[unit]);
}

/** A decimal number as machines write it; `null` for anything else. */
export function numberOf(text: string): number | null {
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text)) return null;
  return Number(text);
}
