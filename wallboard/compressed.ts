import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const packers = { gz: promisify(gzip), br: promisify(brotliCompress) };

/** Lays a compressed copy beside each script and style sheet, so that no server has to do it for each visitor. */
export function compressed(): Plugin {
  return {
    name: 'floorlight-compressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('The build writes to no folder.');
      const files = Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file));
      for (const file of files.map((name) => join(dir, name))) {
        const content = await readFile(file);
        for (const [ending, pack] of Object.entries(packers))
          await writeFile(`${file}.${ending}`, await pack(content));
      }
    },
  };
}
