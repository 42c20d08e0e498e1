import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { io, LayersModel } from '@tensorflow/tfjs';
import type { Tensorflow } from './backend.ts';
import type { Card } from './card.ts';
import type { Encoding } from './encoding.ts';

/** What the network alone does not say: which features it reads, and what an average customer adds. */
export type About = {
  readonly name: string;
  readonly version: string;
  readonly horizonDays: number;
  readonly features: readonly (Encoding & { readonly mean: number })[];
};

export type Artefact = { readonly model: LayersModel; readonly about: About };

const shipped = fileURLToPath(new URL('./artefact', import.meta.url));

/** Writes `model.json` and `weights.bin` in the format of TensorFlow.js, and the card beside them. */
export async function writeArtefact(
  tf: Tensorflow,
  { model, about, card }: Artefact & { card: Card },
  directory = shipped,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const handler = tf.io.withSaveHandler(async ({ modelTopology, weightSpecs = [], weightData }) => {
    const description = {
      format: 'layers-model',
      modelTopology,
      weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
      userDefinedMetadata: about,
    };
    await writeFile(`${directory}/model.json`, `${JSON.stringify(description, null, 2)}\n`);
    await writeFile(
      `${directory}/weights.bin`,
      new Uint8Array(tf.io.concatenateArrayBuffers(buffersOf(weightData))),
    );
    await writeFile(`${directory}/card.json`, `${JSON.stringify(card, null, 2)}\n`);
    return { modelArtifactsInfo: { dateSaved: new Date(card.date), modelTopologyType: 'JSON' } };
  });
  await model.save(handler);
}

const buffersOf = (data: io.WeightData | undefined): ArrayBuffer[] =>
  data === undefined ? [] : Array.isArray(data) ? data : [data];

/** Reads what `writeArtefact` wrote. */
export async function readArtefact(tf: Tensorflow, directory = shipped): Promise<Artefact> {
  const [text, weights] = await Promise.all([
    readFile(`${directory}/model.json`, 'utf8'),
    readFile(`${directory}/weights.bin`),
  ]);
  // The file is our own, and the features are checked against the code by whoever reads it.
  const { modelTopology, weightsManifest, userDefinedMetadata } = JSON.parse(text) as {
    modelTopology: object;
    weightsManifest: { weights: io.WeightsManifestEntry[] }[];
    userDefinedMetadata: About;
  };
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      // A Buffer may be a window on a larger piece of memory.
      weightData: weights.buffer.slice(
        weights.byteOffset,
        weights.byteOffset + weights.byteLength,
      ) as ArrayBuffer,
    }),
  );
  return { model, about: userDefinedMetadata };
}

export const readCard = async (directory = shipped): Promise<Card> =>
  JSON.parse(await readFile(`${directory}/card.json`, 'utf8')) as Card;
