import { openRedis } from '../../server/adapters/redis/open.ts';
import { readConfig } from '../../server/config.ts';

/** A process that owns the data directory of its argument, for tests that kill it. Prints one line: what became of it. */
const config = readConfig({
  FLOORLIGHT_DATA_DIR: process.argv[2],
  FLOORLIGHT_INSTALL: 'never',
  PATH: process.env.PATH,
});
const log = { info() {}, warn() {}, error() {} };
try {
  const opened = await openRedis(config, log);
  console.log(JSON.stringify({ kind: opened.kind }));
  process.on('SIGTERM', () => opened.close().then(() => process.exit(0)));
  setInterval(() => {}, 1_000);
} catch (error) {
  console.log(
    JSON.stringify({ refused: (error as { code?: string }).code, message: (error as Error).message }),
  );
}
