import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readYaml } from '../../../config/yaml.ts';
import { type Condition, type Expression, Mapping } from './mapping.ts';
import { PREVIOUS } from './row.ts';
import { isEventType } from './row-events.ts';

export type ReadMapping = { readonly mapping: Mapping } | { readonly faults: readonly string[] };

const shipped = join(import.meta.dirname, 'mappings');

/** The names of the mappings that come with the product. */
export async function shippedMappings(): Promise<string[]> {
  const files = await readdir(shipped);
  return files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** Reads a mapping from a file, or else the one that comes with the product under this name. */
export async function loadMapping(nameOrFile: string, folder: string): Promise<ReadMapping> {
  const file = resolve(folder, nameOrFile);
  const isShipped = !existsSync(file) && (await shippedMappings()).includes(nameOrFile);
  try {
    return readMapping(await readFile(isShipped ? join(shipped, `${nameOrFile}.yaml`) : file, 'utf8'));
  } catch (error) {
    const names = (await shippedMappings()).join(', ');
    return { faults: [`cannot read it: ${(error as Error).message}; ready ones are ${names}`] };
  }
}

/** Checks a mapping; every fault is a line that begins with where it is. Never throws. */
export function readMapping(yaml: string): ReadMapping {
  const read = readYaml(yaml, Mapping);
  if ('faults' in read) return read;
  const faults = [...typeFaults(read.value), ...circleFaults(read.value), ...columnFaults(read.value)];
  return faults.length > 0 ? { faults } : { mapping: read.value };
}

const isValue = ({ values }: Mapping, name: string): boolean => Object.hasOwn(values, name);

function typeFaults(mapping: Mapping): string[] {
  return mapping.events.flatMap(({ type, time }, index) => [
    ...(isEventType(type) || isValue(mapping, type)
      ? []
      : [`events.${index}.type must be an event type or one of "values", got "${type}"`]),
    ...(isValue(mapping, time) ? [] : [`events.${index}.time must be one of "values", got "${time}"`]),
  ]);
}

/** The names that an expression asks for. */
const namesIn = ({ value, join, first, time, after, plus }: Expression): string[] =>
  [value, ...(join ?? []), ...(first ?? []), ...(time ?? []), after, ...(plus ?? [])].filter(
    (name) => name !== undefined,
  );

function circleFaults({ values }: Mapping): string[] {
  const done = new Set<string>();
  const faults: string[] = [];
  function visit(name: string, path: readonly string[]): void {
    if (path.includes(name)) {
      // Its own name means the column.
      if (path.at(-1) !== name)
        faults.push(`values.${name} must not need itself: ${[...path, name].join(', ')}`);
      return;
    }
    const expression = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!expression || done.has(name)) return;
    for (const inner of namesIn(expression)) visit(inner, [...path, name]);
    done.add(name);
  }
  for (const name of Object.keys(values)) visit(name, []);
  return faults;
}

/** The columns that a mapping reads from a table. */
export function columnsOf(mapping: Mapping): ReadonlySet<string> {
  const { table } = mapping;
  const inTable = (name: string) =>
    table.case !== undefined && name.startsWith(PREVIOUS) ? name.slice(PREVIOUS.length) : name;
  return new Set([...namesRead(mapping).map(inTable), ...(table.case === undefined ? [] : [table.case])]);
}

function namesRead(mapping: Mapping): string[] {
  const inValues = Object.entries(mapping.values).flatMap(([own, expression]) =>
    namesIn(expression).filter((name) => name === own || !isValue(mapping, name)),
  );
  const conditions = ({ value }: Condition) => value;
  const elsewhere = [
    ...mapping.skip.map(conditions),
    ...(mapping.key ?? []),
    ...mapping.events.flatMap(({ when, sequence, data }) => [
      ...(when ?? []).map(conditions),
      ...(sequence === undefined ? [] : [sequence]),
      ...Object.values(data).flatMap(namesIn),
    ]),
  ];
  return [...inValues, ...elsewhere.filter((name) => !isValue(mapping, name))];
}

function columnFaults(mapping: Mapping): string[] {
  const { columns } = mapping.table;
  if (!columns) return [];
  return [...columnsOf(mapping)]
    .filter((name) => !columns.includes(name))
    .map((name) => `"${name}" is neither one of "values" nor of table.columns`);
}
