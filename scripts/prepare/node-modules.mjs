import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './checkout.mjs';
import { runVisibly } from './say.mjs';

const lock = join(checkout, 'package-lock.json');
/** npm writes it as the last step of an installation. */
const installed = join(checkout, 'node_modules/.package-lock.json');
const stamp = join(checkout, 'node_modules/.floorlight-lock');

/** Installs the node modules when they are missing or belong to another lock file. */
export async function installNodeModules() {
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(installed) && isCurrent(wanted)) return;
  const why = existsSync(installed) ? 'package-lock.json has changed' : 'they are missing';
  const [program, ...args] = npm();
  await runVisibly(`installing node modules, because ${why}`, program, [...args, 'ci', '--include=dev'], {
    cwd: checkout,
  });
  writeFileSync(stamp, wanted);
}

function isCurrent(wanted) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  // Installed by hand: there is no stamp of ours, or an old one.
  return statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** The npm that runs us, or the one in PATH. */
function npm() {
  const running = process.env.npm_execpath;
  return running?.endsWith('.js') ? [process.execPath, running] : ['npm'];
}
