import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

// Two tests run at once, each with a demo newsroom of its own (world.ts); those of one file go one after the
// other, since some of them publish. With a third the machine has no time left, and nothing is done sooner.
const gates = /(gates|control)\.spec\.ts/
const clocks = /(lighthouse|phone|weight)\.spec\.ts/

// The browser without its own windows: the whole of Chromium draws a toolbar for each page of a test, which costs as much as the page. Lighthouse has the whole.
const shell = '/usr/bin/chromium-headless-shell'

export default defineConfig({
  testDir: 'browser',
  globalSetup: './browser/setup.ts',
  fullyParallel: false,
  // The gates are of the demo as it is filled: they come before the tests that publish. What
  // goes by a clock has the machine for itself.
  projects: [
    { name: 'gates', testMatch: gates, fullyParallel: true },
    { name: 'clocks', testMatch: clocks, workers: 1, dependencies: ['gates'] },
    // A journey that failed in CI is walked once more, and is called flaky in what is printed if it
    // gets through then: somebody looks, and nobody's work waits for a busy machine.
    {
      name: 'journeys',
      testIgnore: [gates, clocks],
      dependencies: ['clocks'],
      retries: process.env.CI ? 1 : 0,
    },
  ],
  workers: 2,
  timeout: 90_000,
  // How long a fact is waited for: a busy machine takes its time, and whoever waits for what
  // never comes has failed anyway.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    // A trace doubles the time of a test; whoever looks for a fault asks for one with --trace on.
    trace: process.env.CI ? 'on-first-retry' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.STET_CHROMIUM ?? (existsSync(shell) ? shell : '/usr/bin/chromium'),
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
