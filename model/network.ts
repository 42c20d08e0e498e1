import type { LayersModel, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from './backend.ts';

/**
 * One sigmoid unit. Over the thermometer encoding it is a sum of piecewise-linear curves, one for each feature, so
 * that what a feature adds is exact; the ridge keeps the curves smooth.
 */
export function createNetwork(tf: Tensorflow, width: number, ridge: number): LayersModel {
  const unit = tf.layers.dense({
    inputShape: [width],
    units: 1,
    activation: 'sigmoid',
    // Starting from nothing needs no seed.
    kernelInitializer: 'zeros',
    kernelRegularizer: tf.regularizers.l2({ l2: ridge }),
  });
  return tf.sequential({ layers: [unit] });
}

/** Rows in the memory that the network reads, and their labels. */
export type Batch = { readonly inputs: Float32Array; readonly labels: Float32Array; readonly width: number };

const ROWS = 1_024;
const stages = [
  { rate: 0.05, epochs: 14 },
  { rate: 0.01, epochs: 12 },
];

/** Trains in the order of the rows, which must be mixed; the same rows give the same weights. */
export async function fitNetwork(tf: Tensorflow, batch: Batch, ridge: number): Promise<LayersModel> {
  const model = createNetwork(tf, batch.width, ridge);
  const { width } = batch;
  // Cut once: `model.fit` would gather the rows of every batch again in every epoch, which takes most of its time.
  const pieces = Array.from({ length: Math.ceil(batch.labels.length / ROWS) }, (_, piece) => {
    const labels = batch.labels.subarray(piece * ROWS, (piece + 1) * ROWS);
    const inputs = batch.inputs.subarray(piece * ROWS * width, (piece + 1) * ROWS * width);
    return {
      inputs: tf.tensor2d(inputs, [labels.length, width]),
      labels: tf.tensor2d(labels, [labels.length, 1]),
    };
  });
  for (const { rate, epochs } of stages) {
    const optimizer = tf.train.adam(rate);
    model.compile({ optimizer, loss: 'binaryCrossentropy' });
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const { inputs, labels } of pieces) await model.trainOnBatch(inputs, labels);
    }
    optimizer.dispose();
  }
  for (const { inputs, labels } of pieces) tf.dispose([inputs, labels]);
  return model;
}

/** The probabilities of encoded rows, as the network itself says them. */
export function predict(
  tf: Tensorflow,
  model: LayersModel,
  inputs: Float32Array,
  width: number,
): Float32Array {
  return tf.tidy(() => {
    const rows = tf.tensor2d(inputs, [inputs.length / width, width]);
    // A network with one output predicts one tensor, of 32-bit floats.
    return (model.predict(rows, { batchSize: 4_096 }) as Tensor2D).dataSync() as Float32Array;
  });
}

/** The weights of the unit. */
export function weightsOf(model: LayersModel): { kernel: Float32Array; bias: number } {
  const [kernel, bias] = model.getWeights().map((weight) => weight.dataSync() as Float32Array);
  if (kernel === undefined || bias === undefined) throw new Error('the network has no weights');
  return { kernel, bias: bias[0] ?? 0 };
}

/** Folds a straight line over the log-odds into the weights, so that calibration needs no step of its own. */
export function calibrate(
  tf: Tensorflow,
  model: LayersModel,
  { slope, shift }: { slope: number; shift: number },
) {
  tf.tidy(() => {
    const [kernel, bias] = model.getWeights();
    if (kernel && bias) model.setWeights([kernel.mul(slope), bias.mul(slope).add(shift)]);
  });
}
