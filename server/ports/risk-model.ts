import type { Customer } from '#domain/customer.ts';
import type { Risk } from '#domain/risk.ts';

/** The churn model. Scores are in the order of the customers; `now` is the moment that the score is for. */
export type RiskModel = {
  readonly name: string;
  score(customers: readonly Customer[], now: number): Promise<readonly Risk[]>;
  /** What the model sees of a customer, by feature; `null` is not known. */
  features(customer: Customer, now: number): Readonly<Record<string, number | null>>;
};
