import { describe, expect, it } from 'vitest';
import { readArtefact, readCard } from '../../model/artefact.ts';
import { openBackend } from '../../model/backend.ts';
import { rowsOf } from '../../model/dataset.ts';
import { evaluate } from '../../model/evaluate.ts';
import { features } from '../../model/features.ts';
import { reasonsOf } from '../../model/reasons.ts';
import { openScorer } from '../../model/score.ts';
import { liveThrough } from '../../scripts/simulation/people/life.ts';
import { isScored, openRiskModel } from '../../server/adapters/risk/tensorflow.ts';

const DAY_MS = 86_400_000;
const era = { seed: 77, startedAt: Date.UTC(2025, 0, 1), days: 540 };
const now = era.startedAt + 400 * DAY_MS;
const customers = Array.from({ length: 200 }, (_, index) => liveThrough(era, index).customer);
const scorer = await openScorer();
const card = await readCard();
const test = rowsOf(card.data, 'test');

const logOddsOf = (probability: number) => Math.log(probability / (1 - probability));

describe('a score', () => {
  it('is the base plus what each feature adds, within a millionth', () => {
    for (const { probability, base, contributions } of scorer.score(customers, now)) {
      const sum = contributions.reduce((total, contribution) => total + contribution, base);
      expect(Math.abs(sum - logOddsOf(probability))).toBeLessThan(1e-6);
    }
  });

  it('is the base plus all its reasons, within a millionth', () => {
    for (const score of scorer.score(customers, now)) {
      const sum = reasonsOf(score).reduce((total, { contribution }) => total + contribution, score.base);
      expect(Math.abs(sum - logOddsOf(score.probability))).toBeLessThan(1e-6);
    }
  });

  it('is the same from the tables and from the network', () => {
    const vectors = test.slice(0, 3_000).map(({ vector }) => vector);
    const expected = scorer.predict(vectors);
    const worst = Math.max(
      ...vectors.map((vector, row) =>
        Math.abs(scorer.scoreVector(vector).probability - (expected[row] ?? 1)),
      ),
    );
    expect(worst).toBeLessThan(1e-5);
  });

  it('is the same after a fresh load', async () => {
    const fresh = await openScorer();
    const probabilities = ({ score }: typeof scorer) =>
      score(customers, now).map(({ probability }) => probability);
    expect(probabilities(fresh)).toEqual(probabilities(scorer));
  });

  it('takes well under a millisecond', () => {
    const began = performance.now();
    for (let round = 0; round < 10; round++) scorer.score(customers, now);
    expect((performance.now() - began) / (10 * customers.length)).toBeLessThan(1);
  });
});

describe('the shipped model', () => {
  it('reads the features of the code, in their order', async () => {
    const { about } = await readArtefact((await openBackend()).tf);
    expect(about.features.map(({ id }) => id)).toEqual(features.map(({ id }) => id));
    expect(card.features.map(({ id }) => id)).toEqual(features.map(({ id }) => id));
  });

  it('is as good as its card says, on the customers that it has never seen', () => {
    const scores = scorer.predict(test.map(({ vector }) => vector));
    const { auc, logLoss, ece, liftTopDecile } = evaluate(
      scores,
      test.map(({ label }) => label),
    );
    expect(test.length).toBe(card.data.rows.test);
    expect(auc).toBeCloseTo(card.evaluation.auc, 5);
    expect(logLoss).toBeCloseTo(card.evaluation.logLoss, 5);
    expect(ece).toBeCloseTo(card.evaluation.ece, 5);
    expect(liftTopDecile).toBeCloseTo(card.evaluation.liftTopDecile, 3);
  });

  it('is better than logistic regression and calibrated', () => {
    expect(card.evaluation.logLoss).toBeLessThan(card.baseline.logLoss);
    expect(card.evaluation.auc).toBeGreaterThan(card.baseline.auc);
    expect(card.evaluation.ece).toBeLessThan(0.02);
  });

  it('reads no plan, name, segment or currency', () => {
    const other = { name: 'x', segment: 'x', plan: 'x', currency: 'JPY', customer: 'x', site: 'x' };
    const changed = customers.map((customer) => ({ ...customer, ...other }));
    const probabilities = (who: typeof customers) =>
      scorer.score(who, now).map(({ probability }) => probability);
    expect(probabilities(changed)).toEqual(probabilities(customers));
  });
});

describe('the port of the risk model', () => {
  it('answers in the order of the customers, with at most five reasons, largest first', async () => {
    const model = await openRiskModel();
    const risks = await model.score(customers, now);
    expect(risks.map(({ probability }) => probability)).toEqual(
      scorer.score(customers, now).map(({ probability }) => probability),
    );
    for (const { reasons, horizonDays, model: name } of risks) {
      expect([horizonDays, name]).toEqual([90, model.name]);
      const sizes = reasons.map(({ contribution }) => Math.abs(contribution));
      expect(sizes).toHaveLength(5);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  it('tells what it sees of a customer by the names of the features', async () => {
    const model = await openRiskModel();
    const [customer] = customers;
    const seen = customer ? model.features(customer, now) : {};
    expect(Object.keys(seen)).toEqual(features.map(({ id }) => id));
    expect(seen['open-matter']).not.toBeNull();
  });

  it('leaves out who has given notice', () => {
    const [customer] = customers;
    expect(customer && isScored(customer)).toBe(true);
    expect(customer && isScored({ ...customer, leftAt: now })).toBe(false);
  });
});
