import type { Log } from '../../server/ports/event-source.ts';

export type Line = {
  readonly level: 'info' | 'warn' | 'error';
  readonly details: object;
  readonly message: string;
};

/** A log that keeps its lines for the test to look at. */
export function quietLog(): Log & { readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const at = (level: Line['level']) => (details: object, message: string) => {
    lines.push({ level, details, message });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
