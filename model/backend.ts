export type Tensorflow = typeof import('@tensorflow/tfjs');

export type Backend = { readonly tf: Tensorflow; readonly name: string };

// Through a variable, since the compiler must not look for what may be absent.
const native: string = '@tensorflow/tfjs-node';
let opened: Promise<Backend> | null = null;

/** TensorFlow.js on the native backend when that loads and works, otherwise in plain JavaScript. Loaded once. */
export function openBackend(): Promise<Backend> {
  opened ??= openNative().then((backend) => backend ?? openPlain());
  return opened;
}

async function openNative(): Promise<Backend | null> {
  try {
    const tf: Tensorflow = await import(native);
    // On newer versions of Node it loads and fails at the first operation.
    return works(tf) ? { tf, name: `tfjs-node ${tf.version.tfjs}` } : null;
  } catch {
    return null;
  }
}

async function openPlain(): Promise<Backend> {
  const tf = await import('@tensorflow/tfjs');
  // Without it the first operation prints an advertisement for the native backend.
  tf.enableProdMode();
  await tf.setBackend('cpu');
  await tf.ready();
  return { tf, name: `tfjs ${tf.version.tfjs}, ${tf.getBackend()}` };
}

function works(tf: Tensorflow): boolean {
  return tf.tidy(() => tf.add(tf.scalar(1), tf.scalar(1)).dataSync()[0] === 2);
}
