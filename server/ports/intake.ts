export const verdicts = ['created', 'duplicate', 'conflict', 'rejected', 'quarantined'] as const;
export type Verdict = (typeof verdicts)[number];

/** What became of one event. `source` and `id` are echoed when they could be read. */
export type Result = {
  readonly source: string | null;
  readonly id: string | null;
  readonly verdict: Verdict;
  /** For people: the field and the rule, or why it was set aside. */
  readonly reason?: string;
};

export type IntakeOptions = {
  /** Accept events of any age: what imports use. */
  readonly history?: boolean;
};

/** A note about a source that is not an event: a line that could not be read, a name that nobody knows. */
export type QualityNote = {
  /** The source as its events name it, such as "asterisk/pbx1". */
  readonly source: string;
  /** A kind that can be counted: "cut-line", "invalid-utf8", "unknown-event", "duration-differs" ... */
  readonly kind: string;
  readonly count: number;
  /** The last instance, shortened to 200 characters and without customers' data. */
  readonly example?: string;
};

/**
 * The one way in for events, whoever brings them. Promises: results in the order of the inputs; a result is given only
 * after what it claims is as durable as the configured mode promises; one bad event never blocks the others; the same
 * input again is harmless. Rejects with LEDGER_UNAVAILABLE when nothing can be promised; then nothing was promised.
 */
export type Intake = {
  take(inputs: readonly unknown[], options?: IntakeOptions): Promise<readonly Result[]>;
  note(notes: readonly QualityNote[]): Promise<void>;
};
