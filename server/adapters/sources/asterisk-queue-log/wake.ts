import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Lets a loop sleep until something happens or a time has passed. */
export type Wake = { wake(): void; sleep(ms: number): Promise<void> };

export function createWake(): Wake {
  let pending = false;
  let rouse: (() => void) | null = null;
  return {
    wake() {
      pending = true;
      rouse?.();
    },
    sleep(ms) {
      if (pending) {
        pending = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const timer = setTimeout(() => rouse?.(), ms);
        rouse = () => {
          clearTimeout(timer);
          rouse = null;
          pending = false;
          resolve();
        };
      });
    },
  };
}

/** Tells of changes to a file and to those rotated from it. Tries again at `check` where watching is not possible. */
export function watchLog(path: string, changed: () => void): { check(): void; stop(): void } {
  const name = basename(path);
  let watcher: ReturnType<typeof watch> | null = null;
  const drop = () => {
    watcher?.close();
    watcher = null;
  };
  function check(): void {
    if (watcher) return;
    try {
      watcher = watch(dirname(path), (_event, file) => {
        if (file === null || file.startsWith(name)) changed();
      });
      watcher.on('error', drop);
      watcher.unref();
    } catch {
      // No such folder yet, or no watches left: the loop looks by itself several times a second.
      watcher = null;
    }
  }
  check();
  return { check, stop: drop };
}
