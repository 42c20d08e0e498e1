import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where programs live when PATH does not say so: a service or a desktop starts with a short one. */
const usualPlaces = [
  '/usr/local/bin',
  '/usr/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/bin',
  '/snap/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/redis/bin',
  '/opt/homebrew/opt/valkey/bin',
];

/** The first of the named programs that the machine has, or `null`. PATH goes before the usual places. */
export async function findProgram(names: readonly string[], searchPath: string): Promise<string | null> {
  const places = new Set([...searchPath.split(delimiter).filter(Boolean), ...usualPlaces]);
  for (const name of names) {
    for (const place of places) {
      const program = join(place, name);
      if (await isExecutable(program)) return program;
    }
  }
  return null;
}

export const findRedis = (searchPath: string): Promise<string | null> =>
  findProgram(['redis-server', 'valkey-server'], searchPath);

/** On macOS browsers live outside of PATH. */
const macBrowsers = ['Chromium', 'Google Chrome'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** A Chromium that can be driven, for tests and screenshots. */
export async function findChromium(searchPath: string): Promise<string | null> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found = await findProgram(names, searchPath);
  if (found !== null) return found;
  for (const browser of macBrowsers) if (await isExecutable(browser)) return browser;
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
