import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { eventData } from '#domain/event-data.ts';
import { describe } from '#domain/metric.ts';
import { metrics } from '#domain/metrics/index.ts';
import { type Setting, settings } from '../server/config/settings.ts';
import { checkout } from '../server/config.ts';

/** Every file that is made of definitions, by its path, as it must be now. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
  const tables = { settings: settingsTable(), metrics: metricsTable(), events: eventsTable() };
  return { '.env.example': environmentExample(), 'README.md': withTables(readme, tables) };
}

function withTables(text: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((page, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [page.indexOf(begin), page.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md must hold ${begin} and, below it, ${end}`);
    return `${page.slice(0, from + begin.length)}\n${table}\n${page.slice(to)}`;
  }, text);
}

function environmentExample(): string {
  const all: readonly Setting[] = Object.values(settings);
  const entries = all.map((setting) => {
    const { env, description, expects, secret } = setting;
    const file = secret ? [`# A secret: ${env}_FILE may name a file that holds it.`] : [];
    const rule = `# Must be ${expects}. Default: ${defaultOf(setting)}.`;
    return [
      ...wrapped(description),
      ...wrapped(rule.slice(2)),
      ...file,
      `# ${env}=${setting.default ?? ''}`,
    ].join('\n');
  });
  const head = '# Every setting of Floorlight. Copy this file to .env and change what shall differ.';
  return `${[`${head}\n# Made by "npm run docs"; do not edit.`, ...entries].join('\n\n')}\n`;
}

function settingsTable(): string {
  const all: readonly Setting[] = Object.values(settings);
  const rows = all.map((setting) => [
    `\`${setting.env}\``,
    setting.default === null
      ? defaultOf(setting)
      : `\`${setting.default}\`${setting.unit ? ` ${setting.unit}` : ''}`,
    `${setting.description}${setting.secret ? ` \`${setting.env}_FILE\` may name a file that holds it.` : ''}`,
  ]);
  return table(['Setting', 'Default', 'Meaning'], rows);
}

function metricsTable(): string {
  const rows = metrics.map((metric) => {
    const { id, name, meaning, numerator, denominator, follows } = describe(metric);
    const formula = denominator === null ? numerator : `${side(numerator)} / ${side(denominator)}`;
    return [`\`${id}\``, name, meaning, formula, follows];
  });
  return table(['Metric', 'Name', 'Meaning', 'Computed as', 'Follows'], rows);
}

const side = (formula: string): string => (/ [-+] /.test(formula) ? `(${formula})` : formula);

function eventsTable(): string {
  const rows = Object.entries(eventData).map(([type, schema]) => {
    const fields = Object.entries(schema.shape).map(([name, field]) => ({
      name,
      isOptional: field.isOptional(),
    }));
    const listed = (wanted: boolean) => {
      const names = fields.filter(({ isOptional }) => isOptional === wanted).map(({ name }) => `\`${name}\``);
      return names.join(' ') || '-';
    };
    return [`\`${type}\``, listed(false), listed(true)];
  });
  return table(['Event', 'Must have', 'May have'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const defaultOf = ({ default: value, defaultMeans, unit }: Setting): string =>
  value === null ? (defaultMeans ?? 'none') : unit ? `${value} ${unit}` : value;

/** Comment lines of at most 100 characters. */
function wrapped(text: string): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= 100) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
    return lines;
  }, []);
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  for (const [path, text] of Object.entries(generatedFiles())) writeFileSync(join(checkout, path), text);
}
