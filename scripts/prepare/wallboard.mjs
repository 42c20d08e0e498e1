import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkout } from './checkout.mjs';
import { runVisibly } from './say.mjs';

const sources = ['wallboard', 'server/domain', 'package-lock.json'].map((path) => join(checkout, path));
const dist = join(checkout, 'wallboard/dist');
const stamp = join(dist, '.built-from');

/**
 * Builds the wallboard when it is not what its sources say. Sources are compared by content: the times of files say
 * little after a checkout.
 */
export async function buildWallboard() {
  const wanted = digestOf(sources.flatMap(filesOf));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const vite = join(checkout, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', 'wallboard', '--logLevel', 'warn'];
  await runVisibly('building the wallboard', process.execPath, args, { cwd: checkout });
  writeFileSync(stamp, wanted);
}

function filesOf(path) {
  if (!existsSync(path) || path === dist) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(relative(checkout, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
