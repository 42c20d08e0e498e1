import fc from 'fast-check';

/** How many histories each property tries; `FLOORLIGHT_LAW_RUNS` asks for more. */
const runs = Number(process.env.FLOORLIGHT_LAW_RUNS ?? 0);
const replay = process.env.FLOORLIGHT_LAW_SEED;

/** Runs a property with one fixed and one random seed (or the one to replay), and prints which. */
export async function holds<T>(
  name: string,
  property: fc.IAsyncProperty<T> | fc.IProperty<T>,
  numRuns: number,
): Promise<void> {
  const seeds = replay === undefined ? [20261121, Math.floor(Math.random() * 2 ** 31)] : [Number(replay)];
  for (const seed of seeds) {
    console.info(`${name}: seed ${seed} (FLOORLIGHT_LAW_SEED=${seed} replays)`);
    await fc.assert(property, { seed, numRuns: runs || numRuns });
  }
}
