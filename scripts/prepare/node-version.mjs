import { say } from './say.mjs';

const NEEDED = [20, 19];

/** Ends the process with a clear sentence when Node is too old to run what follows. */
export function needNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  say(`Node ${NEEDED.join('.')} or newer is needed, this is ${version}. See https://nodejs.org/en/download`);
  process.exit(1);
}
