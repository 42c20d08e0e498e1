import type { Reason } from '#domain/risk.ts';
import { type Feature, features } from './features.ts';
import type { Score } from './score.ts';

/**
 * What speaks for and against leaving, one reason for each topic, largest first. A topic's contribution is the sum of
 * those of its features, so all of them and the base still add up to the log-odds; its words are those of the feature
 * that speaks most clearly in the same direction.
 */
export function reasonsOf({ contributions, past }: Score): Reason[] {
  const topics = new Map<string, { feature: Feature; value: number }[]>();
  features.forEach((feature, index) => {
    const members = topics.get(feature.topic) ?? [];
    members.push({ feature, value: contributions[index] ?? 0 });
    topics.set(feature.topic, members);
  });
  const reasons = [...topics].map(([topic, members]) => {
    const contribution = members.reduce((sum, { value }) => sum + value, 0);
    const raises = contribution > 0;
    const clearest = members.reduce((a, b) => ((raises ? b.value > a.value : b.value < a.value) ? b : a));
    return { feature: topic, contribution, text: clearest.feature.words(past, raises) };
  });
  return reasons.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
