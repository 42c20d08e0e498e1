import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export const checkout = join(import.meta.dirname, '../..');

/** `to` is a path in the checkout, or the name of a package. */
export type Import = { readonly from: string; readonly to: string; readonly isOfTypes: boolean };

const leftOut = new Set(['node_modules', 'dist', 'fixtures', 'artefact']);

/** The paths of all files below some folders, as seen from the checkout. */
export function filesBelow(...folders: string[]): string[] {
  return folders.flatMap((folder) => {
    const path = join(checkout, folder);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      if (leftOut.has(entry.name)) return [];
      const inner = relative(checkout, join(path, entry.name));
      return entry.isDirectory() ? filesBelow(inner) : [inner];
    });
  });
}

export const textOf = (path: string): string => readFileSync(join(checkout, path), 'utf8');

const statement = /^\s*(import|export)\s+(type\s)?(?:([^'";]*?)\sfrom\s+)?['"]([^'"]+)['"]/gm;
const call = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports: by statements, by exports from elsewhere and by calls. */
export function importsOf(path: string, text: string): Import[] {
  const stated = [...text.matchAll(statement)].map(([, , type, names = '', target = '']) => {
    const isOfTypes = type !== undefined || /^\{(\s*type\s[^,}]+,?)+\s*\}$/.test(names.trim());
    return { from: path, to: resolved(path, target), isOfTypes };
  });
  const called = [...text.matchAll(call)].map(([, target = '']) => {
    return { from: path, to: resolved(path, target), isOfTypes: false };
  });
  return [...stated, ...called];
}

function resolved(path: string, target: string): string {
  if (target.startsWith('#domain/')) return target.replace('#domain/', 'server/domain/');
  return target.startsWith('.') ? normalize(join(dirname(path), target)) : target;
}
