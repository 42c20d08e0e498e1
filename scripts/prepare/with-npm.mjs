import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 100;

/**
 * Ends this process in good order when the npm that runs it is killed. Without this a "kill -9" of `npm start` would
 * leave a server that nobody sees, on its port and its data directory.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const line = lineOfDescent();
  const look = setInterval(() => {
    if (lineOfDescent() === line) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  look.unref();
}

/** The parent, and where the system tells it, the parent's parent: npm starts a shell that starts us. */
function lineOfDescent() {
  try {
    const [, grandparent] = /.*\) \S (\d+)/s.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? [];
    return `${process.ppid} ${grandparent}`;
  } catch {
    return `${process.ppid}`;
  }
}
