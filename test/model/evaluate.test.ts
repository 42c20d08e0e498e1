import { describe, expect, it } from 'vitest';
import { aucOf, evaluate, isWorse, logLossOf, plattOf } from '../../model/evaluate.ts';

describe('the evaluation of probabilities', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    expect(aucOf([0.1, 0.2, 0.3, 0.4], [0, 0, 1, 1])).toBe(1);
    expect(aucOf([0.4, 0.3, 0.2, 0.1], [0, 0, 1, 1])).toBe(0);
    expect(aucOf([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1])).toBe(0.5);
    expect(aucOf([0.1, 0.5, 0.5, 0.9], [0, 0, 1, 1])).toBe(0.875);
  });

  it('has the log loss of a coin for a coin', () => {
    expect(logLossOf([0.5, 0.5], [0, 1])).toBeCloseTo(Math.log(2), 12);
  });

  it('finds no calibration error where as many leave as was said, and the lift of the top tenth', () => {
    const scores = Array.from({ length: 1_000 }, (_, row) => (Math.floor(row / 100) + 0.5) / 10);
    const labels = scores.map((score, row) => (row % 100 < Math.round(score * 100) ? 1 : 0));
    const { ece, liftTopDecile, deciles } = evaluate(scores, labels);
    expect(ece).toBeCloseTo(0, 12);
    expect(liftTopDecile).toBeCloseTo(1.9, 12);
    expect(deciles).toHaveLength(10);
  });

  it('straightens log-odds that are twice too bold', () => {
    const truth = Array.from({ length: 4_000 }, (_, row) => (row % 40) / 10 - 2);
    const labels = truth.map((logOdds, row) => ((row * 0.618) % 1 < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0));
    const { slope, shift } = plattOf(
      truth.map((logOdds) => 2 * logOdds + 1),
      labels,
    );
    expect(slope).toBeCloseTo(0.5, 1);
    expect(shift).toBeCloseTo(-0.5, 1);
  });

  it('lets no model replace one that orders better or is closer to what happened', () => {
    const present = { auc: 0.73, logLoss: 0.14 };
    expect(isWorse(present, present)).toBe(false);
    expect(isWorse({ auc: 0.74, logLoss: 0.139 }, present)).toBe(false);
    expect(isWorse({ auc: 0.74, logLoss: 0.141 }, present)).toBe(true);
    expect(isWorse({ auc: 0.72, logLoss: 0.139 }, present)).toBe(true);
  });
});
