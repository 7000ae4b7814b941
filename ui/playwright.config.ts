import { defineConfig } from '@playwright/test'

// One demo newsroom serves all tests of a run; they go one after the other, since some
// of them publish.
export default defineConfig({
  testDir: 'browser',
  globalSetup: './browser/setup.ts',
  fullyParallel: false,
  // The gates are of the demo as it is filled: they come before the tests that publish.
  projects: [
    { name: 'gates', testMatch: /(gates|control|lighthouse)\.spec\.ts/ },
    { name: 'journeys', testIgnore: /(gates|control|lighthouse)\.spec\.ts/ },
  ],
  workers: 1,
  timeout: 60_000,
  retries: 0,
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.STET_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
