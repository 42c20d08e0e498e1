import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../shared/samples');

/** Public data sets of others, which are not part of the product: where they are not, stories of them are left out. */
export const sample = (...path: string[]): string => join(folder, ...path);

/** Whether a sample is there; says so when it is not. */
export function hasSample(...path: string[]): boolean {
  const isThere = existsSync(sample(...path));
  if (!isThere) console.info(`left out: ${path.join('/')} is not beside the checkout`);
  return isThere;
}
