import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from './prepare/checkout.mjs';
import { installNodeModules } from './prepare/node-modules.mjs';
import { needNode } from './prepare/node-version.mjs';

needNode();
await installNodeModules();

const tool = (path) => join(checkout, 'node_modules', path);
const commands = [
  [tool('tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', 'server/main.ts'],
  [tool('vite/bin/vite.js'), 'dev', 'wallboard', '--clearScreen', 'false'],
];
const children = commands.map((args) => spawn(process.execPath, args, { cwd: checkout, stdio: 'inherit' }));

/** One without the other is of no use: the first to end takes the other along. */
function endAll() {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
}
for (const child of children) {
  child.once('exit', (code) => {
    process.exitCode ??= code ?? 0;
    endAll();
  });
}
// Ctrl-C reaches the children by itself; we only outlive them.
process.on('SIGINT', () => {});
process.on('SIGTERM', endAll);
