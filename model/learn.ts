import type { LayersModel } from '@tensorflow/tfjs';
import { readArtefact } from './artefact.ts';
import type { Tensorflow } from './backend.ts';
import { fitStandard, standardise, standardWidth } from './baseline.ts';
import type { Row } from './dataset.ts';
import { type Encoding, encode, fitEncodings, widthOf } from './encoding.ts';
import { type Evaluation, evaluate, logLossOf, plattOf } from './evaluate.ts';
import { features } from './features.ts';
import { type Batch, calibrate, fitNetwork, predict, weightsOf } from './network.ts';
import { contributionsOf, createTables } from './tables.ts';

const ridges = [1e-3, 3e-3, 1e-2];
const baselineRidge = 1e-5;

export type Rows = {
  readonly train: readonly Row[];
  readonly validation: readonly Row[];
  readonly test: readonly Row[];
};
const labelsOf = (rows: readonly Row[]) => Float32Array.from(rows, ({ label }) => label);

function batchOf(
  rows: readonly Row[],
  width: number,
  write: (row: Row, into: Float32Array, offset: number) => void,
): Batch {
  const inputs = new Float32Array(rows.length * width);
  rows.forEach((row, index) => {
    write(row, inputs, index * width);
  });
  return { inputs, labels: labelsOf(rows), width };
}

const encoded = (rows: readonly Row[], encodings: readonly Encoding[]) =>
  batchOf(rows, widthOf(encodings), ({ vector }, into, offset) => encode(vector, encodings, into, offset));

/** Logistic regression on standardised features, trained and tested on the same rows. */
export async function evaluateBaseline(tf: Tensorflow, { train, test }: Rows): Promise<Evaluation> {
  const columns = fitStandard(train);
  const write = (row: Row, into: Float32Array, offset: number) => standardise(row, columns, into, offset);
  const model = await fitNetwork(tf, batchOf(train, standardWidth(columns), write), baselineRidge);
  const { inputs, labels, width } = batchOf(test, standardWidth(columns), write);
  return evaluate(predict(tf, model, inputs, width), labels);
}

/** The ridge is chosen, and the probabilities are calibrated, by customers that the weights have not seen. */
export async function trainNetwork(tf: Tensorflow, { train, validation }: Rows, say: (text: string) => void) {
  const encodings = fitEncodings(train.map(({ vector }) => vector));
  const batch = encoded(train, encodings);
  const unseen = encoded(validation, encodings);
  let best: { model: LayersModel; ridge: number; loss: number; scores: Float32Array } | null = null;
  for (const ridge of ridges) {
    const model = await fitNetwork(tf, batch, ridge);
    const scores = predict(tf, model, unseen.inputs, unseen.width);
    const loss = logLossOf(scores, unseen.labels);
    say(`ridge ${ridge}: log loss ${loss.toFixed(5)} on the validation customers`);
    if (best !== null && loss >= best.loss) {
      model.dispose();
      continue;
    }
    best?.model.dispose();
    best = { model, ridge, loss, scores };
  }
  if (best === null) throw new Error('there is no ridge to try');
  const line = plattOf(
    best.scores.map((score) => Math.log(score / (1 - score))),
    unseen.labels,
  );
  calibrate(tf, best.model, line);
  const curves = createTables(weightsOf(best.model), encodings, new Array(encodings.length).fill(0));
  const sums = new Array<number>(encodings.length).fill(0);
  for (const { vector } of train) {
    contributionsOf(curves, vector).forEach((height, index) => {
      sums[index] = (sums[index] ?? 0) + height / train.length;
    });
  }
  const described = encodings.map((encoding, index) => ({ ...encoding, mean: sums[index] ?? 0 }));
  return { model: best.model, features: described, training: { ridge: best.ridge, ...line } };
}

/** The model shipped at present, on the same test customers; `null` when it reads other features or is not there. */
export async function evaluatePresent(tf: Tensorflow, test: readonly Row[]): Promise<Evaluation | null> {
  const present = await readArtefact(tf).catch(() => null);
  if (present?.about.features.map(({ id }) => id).join() !== features.map(({ id }) => id).join()) return null;
  const { inputs, labels, width } = encoded(test, present.about.features);
  return evaluate(predict(tf, present.model, inputs, width), labels);
}

export function evaluateNetwork(
  tf: Tensorflow,
  { model, features }: { model: LayersModel; features: readonly Encoding[] },
  rows: readonly Row[],
): Evaluation {
  const { inputs, labels, width } = encoded(rows, features);
  return evaluate(predict(tf, model, inputs, width), labels);
}
