import type { Progress } from '../adapters/sources/asterisk-queue-log/index.ts';
import type { Io } from './command.ts';

const WIDTH = 30;

/** Shows how far an import is: a bar that redraws itself before a person, a line for every tenth elsewhere. */
export function createProgress(io: Pick<Io, 'isTerminal' | 'say'>): { show: Progress; end(): void } {
  let shown = '';
  let open = false;
  return {
    show(step, done, total) {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const text = io.isTerminal
        ? `${step.padEnd(12)} [${'#'.repeat(Math.floor(share * WIDTH)).padEnd(WIDTH)}] ${Math.floor(share * 100)} %`
        : `${step}: ${Math.floor(share * 10) * 10} %`;
      if (text === shown) return;
      shown = text;
      if (!io.isTerminal) return io.say(text);
      process.stderr.write(`\r${text}\u001b[K`);
      open = true;
    },
    end() {
      if (open) process.stderr.write('\n');
      open = false;
    },
  };
}
