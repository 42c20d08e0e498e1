import type { Recipe } from './dataset.ts';
import type { Evaluation } from './evaluate.ts';

/** What a model says of itself: how good it is, what it was made of, and what it must not be used for. */
export type Card = {
  readonly name: string;
  readonly version: string;
  readonly date: string;
  readonly predicts: string;
  readonly architecture: string;
  readonly evaluation: Evaluation;
  /** Logistic regression on standardised features, on the same rows. */
  readonly baseline: Omit<Evaluation, 'deciles'>;
  readonly data: Recipe & {
    readonly description: string;
    readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
    readonly leaveRate: number;
  };
  readonly training: { readonly ridge: number; readonly slope: number; readonly shift: number };
  readonly features: readonly {
    readonly id: string;
    readonly name: string;
    readonly unit: string;
    readonly knots: readonly number[];
  }[];
  readonly intendedUse: string;
  readonly limits: readonly string[];
  readonly notFor: readonly string[];
};

/** The words that are true of every model trained by `npm run train`. */
export const words = {
  predicts:
    'the probability that a customer gives notice within 90 days, from their contacts and profile so far',
  architecture:
    'One sigmoid unit over a thermometer encoding at quantile knots with a flag for missing values: a sum of piecewise-linear curves, one for each feature, so that the contributions of the features add up to the log-odds exactly. Calibrated by Platt scaling on the validation customers, folded into the weights.',
  description:
    'Simulated customers over 540 days, six snapshots each, about two months apart, until they leave, split by customer. The simulator gives each a hidden dissatisfaction that grows with waits, abandons, transfers, holds, repeats and open matters, fades with time, and raises the daily hazard to give notice. In three of ten snapshots all but the last 7 to 90 days of the history is taken away, as in a new installation. Snapshots within a day before notice are left out. No real person is in the data.',
  intendedUse:
    'To order the customers whom somebody should talk to next, with reasons in words. A person decides what is done.',
  limits: [
    'Trained on simulated customers: in a real centre the order is plausible, the probabilities are not calibrated until it has been trained or checked on outcomes of that centre.',
    'Knows only what reached Floorlight: contacts, surveys, tenure, monthly value. It sees neither competitors nor prices.',
    'The monthly value is read as a number in the currency of the centre; values far outside 20 to 200 are treated like the nearest of these.',
    'A reason says what speaks for the score, not what causes a customer to leave.',
  ],
  notFor: [
    'Decisions about a customer without a person: refusing, pricing, cancelling or ranking service by the score alone.',
    'Judging agents or teams.',
    'Credit, insurance, employment or any other decision with legal effect.',
  ],
} as const;
