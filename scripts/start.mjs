import { installNodeModules } from './prepare/node-modules.mjs';
import { needNode } from './prepare/node-version.mjs';
import { say } from './prepare/say.mjs';
import { allowTypeScript } from './prepare/typescript.mjs';
import { buildWallboard } from './prepare/wallboard.mjs';
import { endWithNpm } from './prepare/with-npm.mjs';

needNode();
endWithNpm();
try {
  await installNodeModules();
  await buildWallboard();
} catch (error) {
  say(`cannot start: ${error.message}`);
  process.exit(1);
}
await allowTypeScript();
// In this very process, so that a signal to it is a signal to the server.
await import('../server/main.ts');
