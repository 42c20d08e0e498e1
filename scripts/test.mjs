import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from './prepare/checkout.mjs';
import { installNodeModules } from './prepare/node-modules.mjs';
import { needNode } from './prepare/node-version.mjs';
import { say } from './prepare/say.mjs';
import { allowTypeScript } from './prepare/typescript.mjs';
import { buildWallboard } from './prepare/wallboard.mjs';

needNode();
try {
  await installNodeModules();
  await allowTypeScript();
  const redis = await needProgram('FLOORLIGHT_TEST_REDIS', 'redis-server or valkey-server', 'Redis');
  const chromium = await needProgram('FLOORLIGHT_TEST_CHROMIUM', 'Chromium or Chrome', 'Chromium');
  await buildWallboard();
  process.exitCode = await runTests({ FLOORLIGHT_TEST_REDIS: redis, FLOORLIGHT_TEST_CHROMIUM: chromium });
} catch (error) {
  say(`cannot run the tests: ${error.message}`);
  process.exitCode = 1;
}

/** The program that the environment names, that the machine has, or that the package manager installs. */
async function needProgram(variable, title, kind) {
  const finding = await import('../server/adapters/redis/find.ts');
  const installing = await import('../server/adapters/redis/install.ts');
  const wanted = kind === 'Redis' ? installing.redisPackage : installing.chromiumPackage;
  const find = kind === 'Redis' ? finding.findRedis : finding.findChromium;
  const searchPath = process.env.PATH ?? '';
  const log = { info: (_, text) => say(text), warn: (_, text) => say(text), error: (_, text) => say(text) };

  const found = process.env[variable] || (await find(searchPath));
  if (found) return found;
  if (
    process.env.FLOORLIGHT_INSTALL !== 'never' &&
    (await installing.installPackage(wanted, searchPath, log))
  ) {
    const installed = await find(searchPath);
    if (installed) return installed;
  }
  const { command } = await installing.installerOf(wanted, searchPath);
  throw new Error(`they need ${title}. To mend it: ${command}`);
}

/** Everything, or what further arguments choose: `npm test -- test/domain`. */
function runTests(found) {
  const vitest = join(checkout, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--config', 'test/vitest.config.ts', '--root', '.', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, {
    cwd: checkout,
    stdio: 'inherit',
    env: { ...process.env, ...found },
  });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}
