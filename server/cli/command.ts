/** What a command may use of the world. */
export type Io = {
  /** One line of the answer, to standard output. */
  out(line: string): void;
  /** One line about the work, to standard error. */
  say(line: string): void;
  /** Whether a person watches, so that a progress bar may redraw itself. */
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the command was typed: paths among its arguments count from here. */
  readonly cwd: string;
  /** Aborted by Ctrl-C: finish what was begun, then end. */
  readonly signal: AbortSignal;
};

export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints; begins with "Usage: floorlight ...". */
  readonly usage: string;
  /** Resolves to the exit code: 0 done, 1 failed, 2 not understood. */
  run(args: string[], io: Io): Promise<number>;
};

/** The arguments do not fit; the usage is shown beside the message and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A command made of commands, such as `key` of `key create`. */
export function commandGroup(name: string, summary: string, commands: readonly Command[]): Command {
  const path = name ? `floorlight ${name}` : 'floorlight';
  const usage = [
    `Usage: ${path} COMMAND`,
    '',
    ...listOf(commands),
    '',
    `"${path} COMMAND --help" tells more.`,
  ];
  return {
    name,
    summary,
    usage: usage.join('\n'),
    async run([chosen, ...args], io) {
      const command = commands.find((one) => one.name === chosen);
      if (command) return runCommand(command, args, io);
      throw new UsageError(chosen === undefined ? 'a command is missing' : `there is no command "${chosen}"`);
    },
  };
}

/** Runs a command, or shows its usage when that was asked for or the arguments do not fit. */
export async function runCommand(command: Command, args: string[], io: Io): Promise<number> {
  if (args[0] === '--help' || args[0] === '-h' || (args.includes('--help') && !isGroup(command))) {
    io.out(command.usage);
    return 0;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (!isUsageFault(error)) throw error;
    io.say(`floorlight: ${error.message}\n\n${command.usage}`);
    return 2;
  }
}

const isGroup = ({ usage }: Command): boolean => / COMMAND$/m.test(usage.split('\n')[0] ?? '');

/** Ours, and those of `parseArgs` from node:util. */
function isUsageFault(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ERR_PARSE_ARGS_');
}

function listOf(commands: readonly Command[]): string[] {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
}
