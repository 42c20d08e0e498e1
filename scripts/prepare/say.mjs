import { spawn } from 'node:child_process';

const SAY_AGAIN_EVERY_MS = 10_000;

/** A line about the preparation. It goes to standard error: the output of a command stays its own. */
export function say(text) {
  process.stderr.write(`floorlight: ${text}\n`);
}

/** Runs a program, shows what it prints, says that it still works, and throws when it fails. */
export async function runVisibly(what, program, args, options = {}) {
  say(what);
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
  const reminder = setInterval(() => say(`${what} (${seconds()} s so far)`), SAY_AGAIN_EVERY_MS);
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(program, args, { ...options, stdio: ['ignore', 2, 2] });
      child.once('error', reject);
      child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
    });
    if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}`);
    say(`done in ${seconds()} s`);
  } finally {
    clearInterval(reminder);
  }
}
