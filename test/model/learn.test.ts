import { describe, expect, it } from 'vitest';
import { openBackend } from '../../model/backend.ts';
import { rowsOf, snapshotsOf } from '../../model/dataset.ts';
import { evaluateNetwork, trainNetwork } from '../../model/learn.ts';
import { weightsOf } from '../../model/network.ts';
import { liveThrough } from '../../scripts/simulation/people/life.ts';

const DAY_MS = 86_400_000;
const data = { seed: 3, customers: 500 };
const parts = () => ({
  train: rowsOf(data, 'train'),
  validation: rowsOf(data, 'validation'),
  test: rowsOf(data, 'test'),
});

describe('training', () => {
  it('makes the same weights of the same customers', async () => {
    const { tf } = await openBackend();
    const train = async () => weightsOf((await trainNetwork(tf, parts(), () => {})).model);
    expect(await train()).toEqual(await train());
  });

  it('leaves no tensors behind but the weights', async () => {
    const { tf } = await openBackend();
    const network = await trainNetwork(tf, parts(), () => {});
    const before = tf.memory().numTensors;
    evaluateNetwork(tf, network, rowsOf(data, 'test'));
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the training data', () => {
  it('has each customer in one part only, and all of them', () => {
    const { train, validation, test } = parts();
    const all = [...train, ...validation, ...test].map((row) => JSON.stringify(row));
    const each = Array.from({ length: data.customers }, (_, index) =>
      snapshotsOf(
        liveThrough({ seed: 3, startedAt: Date.UTC(2025, 0, 1), days: 540 }, index),
        data.seed,
        index,
      ),
    ).flat();
    expect(all.toSorted()).toEqual(each.map((row) => JSON.stringify(row)).toSorted());
  });

  it('labels notice within 90 days after the snapshot and leaves out the day before notice', () => {
    const startedAt = Date.UTC(2025, 0, 1);
    const life = liveThrough({ seed: 3, startedAt, days: 540 }, 1);
    const labelsAt = (day: number | null) =>
      snapshotsOf({ ...life, requestedAt: day === null ? null : startedAt + day * DAY_MS }, 3, 1).map(
        ({ label }) => label,
      );
    expect(labelsAt(null)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(labelsAt(295)).toEqual([0, 1, 1]);
    expect(labelsAt(150.5)).toEqual([]);
  });
});
