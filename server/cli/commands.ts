import { auditCommand, rebuildCommand } from './audit.ts';
import type { Command } from './command.ts';
import { configCommand } from './config.ts';
import { importCommand } from './import.ts';
import { keyCommand } from './key.ts';

/** THE list of commands: a file and a line here add one. */
export const commands: readonly Command[] = [
  configCommand,
  importCommand,
  keyCommand,
  auditCommand,
  rebuildCommand,
];
