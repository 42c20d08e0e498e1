import { main } from '../../server/cli/main.ts';

export type Ran = {
  readonly code: number;
  readonly out: readonly string[];
  readonly said: readonly string[];
};

/** Runs a command line in this process and keeps what it prints. */
export async function floorlight(args: string[], environment: Record<string, string> = {}): Promise<Ran> {
  const out: string[] = [];
  const said: string[] = [];
  const code = await main(args, {
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    isTerminal: false,
    environment: { FLOORLIGHT_ENV_FILE: 'none', FLOORLIGHT_INSTALL: 'never', ...environment },
    cwd: process.cwd(),
    signal: new AbortController().signal,
  });
  return { code, out, said };
}
