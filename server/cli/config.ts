import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { type Setting, type SettingName, settings } from '../config/settings.ts';
import { type Config, loadConfig } from '../config.ts';
import type { Command } from './command.ts';

export const configCommand: Command = {
  name: 'config',
  summary: 'show the configuration in effect, and where each value comes from',
  usage: `Usage: floorlight config

Prints every setting with its value and where that comes from: the environment, the .env file, floorlight.yaml or the
default. Below it what floorlight.yaml says. Secrets are not shown.`,
  async run(args, io) {
    parseArgs({ args, options: {} });
    const config = loadConfig(io.environment);
    for (const line of settingLines(config)) io.out(line);
    const { sites, targets, definitions, sources } = config;
    io.out('');
    io.out(stringify({ sites, targets, definitions, sources }).trimEnd());
    for (const warning of config.warnings) io.say(`warning: ${warning}`);
    return 0;
  },
};

function settingLines(config: Config): string[] {
  const names = Object.keys(settings) as SettingName[];
  const rows = names.map((name) => [settings[name].env, valueOfSetting(config, name), config.origins[name]]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function valueOfSetting(config: Config, name: SettingName): string {
  const { secret, unit, defaultMeans }: Setting = settings[name];
  const isLimit = name === 'serviceLevelSeconds' || name === 'shortAbandonSeconds';
  const value = isLimit ? config.definitions[name] : config[name];
  if (value === null) return `(${(defaultMeans ?? 'none').replaceAll('`', '')})`;
  if (secret) return '(set, not shown)';
  return unit ? `${value} ${unit}` : String(value);
}
