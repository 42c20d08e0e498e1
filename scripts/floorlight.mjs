#!/usr/bin/env node
import { installNodeModules } from './prepare/node-modules.mjs';
import { needNode } from './prepare/node-version.mjs';
import { say } from './prepare/say.mjs';
import { allowTypeScript } from './prepare/typescript.mjs';

needNode();
try {
  await installNodeModules();
} catch (error) {
  say(`cannot start: ${error.message}`);
  process.exit(1);
}
await allowTypeScript();
const { main } = await import('../server/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
