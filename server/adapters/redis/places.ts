import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { FloorlightError } from '#domain/errors.ts';

/** Where the private Redis keeps its files. */
export const redisDirOf = (dataDir: string): string => join(dataDir, 'redis');

/** A socket's path must fit into 104 bytes on macOS and 108 on Linux; the longest name in the directory has 20. */
const LONGEST_DIRECTORY = 80;

/**
 * The directory for sockets: inside the data directory when its path is short enough, otherwise in /tmp under a name
 * derived from it (not in TMPDIR, which a service and a shell may disagree about). Only its owner can enter it.
 */
export async function runDirOf(dataDir: string): Promise<string> {
  const real = await makeDataDir(dataDir);
  const inside = join(real, 'run');
  if (Buffer.byteLength(inside) <= LONGEST_DIRECTORY) return ownDirectory(inside);
  const name = createHash('sha256').update(real).digest('hex').slice(0, 16);
  return ownDirectory(join('/tmp', `floorlight-${process.getuid?.() ?? 0}-${name}`));
}

async function makeDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
    return await realpath(dataDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = `FLOORLIGHT_DATA_DIR must be a directory that can be written, got "${dataDir}" (${code})`;
    throw new FloorlightError('CONFIG_INVALID', message, { cause: error });
  }
}

async function ownDirectory(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const found = await lstat(path);
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) {
    throw new FloorlightError('DATA_DIR_IN_USE', `${path} must be a directory of this user; remove it`);
  }
  await chmod(path, 0o700);
  return path;
}
