import { type Browser, chromium } from 'playwright-core';

/** The machine's own Chromium, without anything that would call home. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.FLOORLIGHT_TEST_CHROMIUM ?? '/usr/bin/chromium',
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
