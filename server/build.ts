import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names what runs here: it changes when a page does, for pages name their files by content. */
export function buildOf(pagesDir: string): string {
  if (!existsSync(pagesDir)) return 'none';
  const hash = createHash('sha256');
  for (const file of readdirSync(pagesDir).sort()) {
    if (file.endsWith('.html')) hash.update(readFileSync(join(pagesDir, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
