import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/homebrew/bin/chromium',
];

/** The system's Chromium, without the calls home that it makes at each start. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.FLOORLIGHT_TEST_CHROMIUM ?? usual.find((path) => existsSync(path));
  if (!executablePath) throw new Error('Chromium is not here: run "npm test", which finds or installs it');
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Everything that a page complained of: console errors, exceptions, violations of its policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
