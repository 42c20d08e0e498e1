import type { Intake, IntakeOptions, Result } from '../../../ports/intake.ts';
import { breachOf, sentenceOf } from '../body/limits.ts';

const NOTHING: readonly Result[] = [];

/**
 * Hands parsed events to the intake, but for those that break a limit: they are rejected here, in their place.
 */
export async function takeEvents(
  intake: Intake,
  inputs: readonly unknown[],
  options: IntakeOptions,
): Promise<readonly Result[]> {
  if (inputs.length === 0) return NOTHING;
  let refused: Map<number, Result> | null = null;
  for (let index = 0; index < inputs.length; index++) {
    const breach = breachOf(inputs[index]);
    if (breach === null) continue;
    refused ??= new Map();
    refused.set(index, rejected(inputs[index], sentenceOf(breach)));
  }
  if (refused === null) return intake.take(inputs, options);

  const kept = inputs.filter((_, index) => !refused.has(index));
  const taken = kept.length === 0 ? NOTHING : await intake.take(kept, options);
  let next = 0;
  // The intake answers in the order of what it was given, so the gaps are where the refused ones were.
  return inputs.map((_, index) => refused.get(index) ?? (taken[next++] as Result));
}

/** A verdict for something that is no event; its identity is echoed where it can be told. */
export function rejected(input: unknown, reason: string): Result {
  const { source, id } = (typeof input === 'object' && input !== null ? input : {}) as Record<
    string,
    unknown
  >;
  return { source: shortText(source, 256), id: shortText(id, 128), verdict: 'rejected', reason };
}

const shortText = (value: unknown, length: number): string | null =>
  typeof value === 'string' && value.length <= length ? value : null;
