import type { Customer } from '#domain/customer.ts';
import type { Risk } from '#domain/risk.ts';
import { features, featuresOf } from '../../../model/features.ts';
import { reasonsOf } from '../../../model/reasons.ts';
import type { RiskModel } from '../../ports/risk-model.ts';

const REASONS = 5;

/** Who has given notice is past scoring; the caller leaves them out. */
export const isScored = ({ leftAt }: Customer): boolean => leftAt === null;

/**
 * The churn model of `model/artefact`. TensorFlow.js is loaded here and not before; the tables that score were checked
 * against its network when this resolves.
 */
export async function openRiskModel(): Promise<RiskModel & { readonly backend: string }> {
  const { openScorer } = await import('../../../model/score.ts');
  const scorer = await openScorer();
  const { name, version, horizonDays } = scorer.about;
  const model = `${name} ${version}`;
  return {
    name: model,
    backend: scorer.backend,
    async score(customers, now): Promise<readonly Risk[]> {
      return scorer.score(customers, now).map((score) => ({
        probability: score.probability,
        horizonDays,
        base: score.base,
        reasons: reasonsOf(score).slice(0, REASONS),
        model,
      }));
    },
    features(customer, now) {
      const vector = featuresOf(customer, now);
      return Object.fromEntries(features.map(({ id }, index) => [id, vector[index] ?? null]));
    },
  };
}
