/** One reason of a score. The contributions of all features and `base` sum to the log-odds of the probability. */
export type Reason = {
  readonly feature: string;
  /** In log-odds; above 0 raises the risk. */
  readonly contribution: number;
  /** In words, from the customer's own numbers: "waited 24 minutes in three calls this fortnight". */
  readonly text: string;
};

export type Band = 'high' | 'medium' | 'low';

/** The output of the risk model for one customer. */
export type Risk = {
  /** Probability of leaving within `horizonDays`, 0..1. */
  readonly probability: number;
  readonly horizonDays: number;
  readonly base: number;
  /** Sorted by the size of the contribution, largest first. */
  readonly reasons: readonly Reason[];
  /** Name and version of the model that said so. */
  readonly model: string;
};

/** Money as the API says it: an exact decimal and its currency. */
export type Money = { readonly amount: string; readonly currency: string };

export type LastContact = {
  readonly contactId: string;
  readonly at: number;
  readonly queue: string;
  readonly channel: string;
  readonly outcome: string;
  readonly waitMs: number;
  readonly resolved: boolean | null;
};

/** A row of the churn list. */
export type RiskOfCustomer = {
  readonly customer: string;
  readonly name: string | null;
  readonly segment: string | null;
  readonly plan: string | null;
  readonly monthlyValue: Money | null;
  readonly probability: number;
  readonly horizonDays: number;
  readonly band: Band;
  readonly reasons: readonly Reason[];
  /** Probability times the value that remains in the next year; `null` when the monthly value is not known. */
  readonly valueAtRisk: Money | null;
  readonly lastContacts: readonly LastContact[];
  readonly workState: 'open';
  readonly scoredAt: number;
  readonly model: string;
};

/** Bands by probability of leaving within the horizon: of those in "high" at least one in five goes. */
export const bandOf = (probability: number): Band =>
  probability >= 0.2 ? 'high' : probability >= 0.08 ? 'medium' : 'low';
