import type { Customer } from '#domain/customer.ts';
import { type About, readArtefact } from './artefact.ts';
import { openBackend } from './backend.ts';
import { encode, widthOf } from './encoding.ts';
import { features, vectorOf } from './features.ts';
import { predict, weightsOf } from './network.ts';
import { type Past, pastOf } from './past.ts';
import { contributionsOf, createTables, probabilityOf } from './tables.ts';

type Vector = readonly (number | null)[];

export type Score = {
  readonly probability: number;
  readonly base: number;
  /** One for each feature, in their order; with `base` they sum to the log-odds. */
  readonly contributions: readonly number[];
  readonly past: Past;
};

export type Scorer = {
  readonly about: About;
  /** What computes the network, such as "tfjs 4.22.0, cpu". */
  readonly backend: string;
  /** From the tables: microseconds each, with reasons. */
  score(customers: readonly Customer[], now: number): readonly Score[];
  scoreVector(vector: Vector): Omit<Score, 'past'>;
  /** From the network itself. */
  predict(vectors: readonly Vector[]): Float32Array;
};

const TOLERANCE = 1e-5;

/**
 * Loads the model once. Scores come from tables that are read from the network's weights; they are checked against the
 * network here, so that a table that says something else never scores anybody.
 */
export async function openScorer(directory?: string): Promise<Scorer> {
  const { tf, name: backend } = await openBackend();
  const { model, about } = await readArtefact(tf, directory);
  const ids = features.map(({ id }) => id).join();
  if (about.features.map(({ id }) => id).join() !== ids) {
    throw new Error(`the model reads other features than the code; expected ${ids}: train it again`);
  }
  const width = widthOf(about.features);
  const means = about.features.map(({ mean }) => mean);
  const tables = createTables(weightsOf(model), about.features, means);

  function scoreVector(vector: Vector): Omit<Score, 'past'> {
    const contributions = contributionsOf(tables, vector);
    const logOdds = contributions.reduce((sum, contribution) => sum + contribution, tables.base);
    return { probability: probabilityOf(logOdds), base: tables.base, contributions };
  }
  const scorer: Scorer = {
    about,
    backend,
    scoreVector,
    score: (customers, now) =>
      customers.map((customer) => {
        const past = pastOf(customer, now);
        return { ...scoreVector(vectorOf(past)), past };
      }),
    predict(vectors) {
      const inputs = new Float32Array(vectors.length * width);
      vectors.forEach((vector, row) => {
        encode(vector, about.features, inputs, row * width);
      });
      return predict(tf, model, inputs, width);
    },
  };
  check(scorer);
  return scorer;
}

/** Vectors that visit every knot, the places between and beyond them, and missing values. */
function probesOf({ features }: About): Vector[] {
  return Array.from({ length: 40 }, (_, probe) =>
    features.map(({ knots }, index) => {
      const place = (probe + 3 * index) % (knots.length + 2);
      if (place > knots.length) return null;
      const knot = knots[Math.min(place, knots.length - 1)] ?? 0;
      const before = knots[Math.max(0, place - 1)] ?? 0;
      return probe % 2 === 0 ? knot : (knot + before) / 2 + (place === knots.length ? 1 : 0);
    }),
  );
}

function check({ about, predict, scoreVector }: Scorer): void {
  const probes = probesOf(about);
  const expected = predict(probes);
  probes.forEach((probe, index) => {
    const { probability } = scoreVector(probe);
    if (Math.abs(probability - (expected[index] ?? Number.NaN)) <= TOLERANCE) return;
    throw new Error(`the tables say ${probability} where the network says ${expected[index]}`);
  });
}
